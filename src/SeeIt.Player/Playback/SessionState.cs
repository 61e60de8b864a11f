using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>
/// A session's state, moved by LibVLC's events. LibVLC says Playing before its buffer is full, and fills it again while it
/// is paused; the agent is told what the person sees.
/// <code>
/// Opening ──buffer──▶ Buffering ──full──▶ Playing ◀──▶ Paused
///                         ◀──────less───────┘
/// </code>
/// </summary>
internal readonly record struct SessionState(PlayerState Told, bool Full)
{
    private const float FullPercent = 100;

    public static SessionState Opening { get; } = new(PlayerState.Opening, Full: false);

    public SessionState Next(MediaPlayerEvent happened) => happened.Type switch
    {
        MediaPlayerEventType.Buffering => Filled(happened.Fraction >= FullPercent),
        MediaPlayerEventType.Paused => this with { Told = PlayerState.Paused },
        MediaPlayerEventType.Playing when Told == PlayerState.Paused => new(Full ? PlayerState.Playing : PlayerState.Buffering, Full),
        _ => this,
    };

    private SessionState Filled(bool full)
        => new(Told == PlayerState.Paused ? Told : full ? PlayerState.Playing : PlayerState.Buffering, full);
}
