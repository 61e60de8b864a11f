namespace SeeIt.Player.Playback;

/// <summary>
/// The way back to a sound whose output is not there. LibVLC would try to open it again for each block of sound, some forty
/// times a second: the audio track is switched off instead, and on again ever more seldom. On the LibVLC thread only.
/// <code>
/// There ── Lost ──▶ Off ── TakeTry, when it is due ──▶ Tried ── Heard ──▶ There
///                    ▲                                   │
///                    └────────────── Lost ───────────────┘
/// </code>
/// </summary>
internal sealed class MissingSound(TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>An output may be opened, and break at its first block, which counts as played.</summary>
    private static readonly TimeSpan Sure = TimeSpan.FromSeconds(1);

    private State _state;
    private int _track;
    private int _tries;
    private long _movedAt;

    private enum State
    {
        There,
        Off,
        Tried,
    }

    public bool IsMissing => _state != State.There;

    /// <summary>Infinite when nothing is to be tried.</summary>
    public TimeSpan UntilTry => _state != State.Off ? Timeout.InfiniteTimeSpan
        : Pause - time.GetElapsedTime(_movedAt) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>1, 2, 4 … 30 s.</summary>
    private TimeSpan Pause => TimeSpan.FromSeconds(Math.Min(Math.Pow(2, _tries), LongestPause.TotalSeconds));

    /// <summary>The output could not be opened, or broke; the track is switched off.</summary>
    /// <param name="track">Which.</param>
    public void Lost(int track)
    {
        _tries = _state == State.Tried ? _tries + 1 : 0;
        (_state, _track, _movedAt) = (State.Off, track, time.GetTimestamp());
    }

    /// <returns>The track to switch on again; null when none is due.</returns>
    public int? TakeTry()
    {
        if (UntilTry != TimeSpan.Zero)
        {
            return null;
        }

        (_state, _movedAt) = (State.Tried, time.GetTimestamp());
        return _track;
    }

    /// <summary>Sound was played.</summary>
    /// <returns>True when it was missing, and is not any more.</returns>
    public bool Heard()
    {
        if (_state != State.Tried || time.GetElapsedTime(_movedAt) < Sure)
        {
            return false;
        }

        _state = State.There;
        return true;
    }

    /// <summary>Another session or another track is on.</summary>
    public void Forget() => _state = State.There;
}
