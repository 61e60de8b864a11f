using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>One media from its open request to its end. Used by the LibVLC thread only, which also disposes it.</summary>
internal sealed class Session(OpenRequest request, bool mayBeInHardware, long takenAt, Media media, SocketInput? input, Deadline deadline) : IDisposable
{
    private const int SureRises = 2;

    private int _rises;
    private bool _hasTime;
    private Counter _read;
    private Counter _decoded;
    private Counter _displayed;
    private Counter _lost;
    private Counter _audio;
    private Counter _discontinuities;
    private Counter _demuxed;
    private Counter _lostAudio;
    private Counter _corrupted;

    public long Id => request.Session;

    public Media Media => media;

    /// <summary>An adapter of this machine.</summary>
    public bool IsTuner => request.Input is TunerInput;

    /// <summary>LibVLC was let ask hardware to decode.</summary>
    public bool MayBeInHardware => mayBeInHardware;

    /// <summary>When the open request came, of a standby the show request: a timestamp of the TimeProvider.</summary>
    public long TakenAt { get; private set; } = takenAt;

    /// <summary>When the step before the one that runs was over; null where nobody asked for the steps, or all are told.</summary>
    public long? StepBegan { get; set; } = request.Trace is null ? null : takenAt;

    public SocketInput? Input => input;

    public SessionState State { get; private set; } = SessionState.Opening;

    /// <summary>LibVLC draws.</summary>
    public bool HasVout { get; set; }

    /// <summary>LibVLC's window was raised: what is drawn from now on is seen.</summary>
    public bool IsRaised { get; private set; }

    public bool HasPicture { get; set; }

    /// <summary>As LibVLC has told it: asked before its demultiplexer is open, it says yes of any media.</summary>
    public bool CanPause { get; set; }

    public bool CanSeek { get; set; }

    /// <summary>What was asked for last: LibVLC does not hear a resume that comes before its pause has taken effect.</summary>
    public bool IsToBePaused { get; set; }

    /// <summary>The tracks that LibVLC has told to have come, by the stream's own ids, in order.</summary>
    public List<(TrackType Type, int Id)> Came { get; } = [];

    /// <summary>What was told of the media last.</summary>
    public MediaEvent? Told { get; set; }

    /// <summary>
    /// True when LibVLC's counter has risen twice since the picture's window was raised. The counter is refreshed every
    /// 250 ms: what made it rise first may have been drawn before, under the screen; what made it rise again was not.
    /// </summary>
    public bool IsSurelyDisplayed => _rises >= SureRises;

    /// <summary>Whether anything was decoded that a person could see or hear.</summary>
    public bool HasPlayed => _decoded.Total > 0 || _audio.Total > 0;

    public bool HasRead => _read.Total > 0;

    /// <summary>A standby becomes what is on.</summary>
    public void Show(long takenAt, bool isTraced) => (TakenAt, StepBegan) = (takenAt, isTraced ? takenAt : null);

    public void Raise()
    {
        ReadCounters();
        (IsRaised, _rises) = (true, 0);
    }

    /// <returns>True when the state is another now.</returns>
    public bool Move(MediaPlayerEvent happened)
    {
        var before = State;
        State = before.Next(happened);
        return State != before;
    }

    /// <returns>True when sound was played since they were read last.</returns>
    public bool ReadCounters()
    {
        var (displayedBefore, audioBefore) = (_displayed.Total, _audio.Total);
        var statistics = deadline.Call("libvlc_media_get_stats", () => Media.Statistics);
        _read.See(statistics.ReadBytes);
        _decoded.See(statistics.DecodedVideo);
        _displayed.See(statistics.DisplayedPictures);
        _lost.See(statistics.LostPictures);
        _audio.See(statistics.PlayedAudioBuffers);
        _discontinuities.See(statistics.DemuxDiscontinuity);
        _demuxed.See(statistics.DemuxReadBytes);
        _lostAudio.See(statistics.LostAudioBuffers);
        _corrupted.See(statistics.DemuxCorrupted);
        if (IsRaised && _displayed.Total > displayedBefore)
        {
            _rises++;
        }

        return _audio.Total > audioBefore;
    }

    /// <param name="timeMs">LibVLC's media time: 0 until it plays, and for as long as it is paused at its first picture.</param>
    /// <param name="isBlack">What is seen of it is black.</param>
    public StatisticsEvent Statistics(long timeMs, bool isBlack)
    {
        _hasTime |= timeMs > 0;
        return new(
            Id, _hasTime ? timeMs : request.StartMs, _read.Total, _decoded.Total, _displayed.Total, _lost.Total, _audio.Total, _discontinuities.Total, isBlack,
            _demuxed.Total, _lostAudio.Total, _corrupted.Total);
    }

    /// <summary>Once the player plays something else, or nothing.</summary>
    public void Dispose()
    {
        Media.Dispose();
        Input?.Dispose();
    }
}
