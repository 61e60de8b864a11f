using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Sources;
using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>A player's session together with what feeds it. Disposing ends the feeding, not the session.</summary>
public sealed partial class PlayingMedia : IAsyncDisposable
{
    private static readonly TimeSpan _reportPatience = TimeSpan.FromSeconds(1);

    /// <summary>What a stream is for so long at its beginning, it is.</summary>
    private static readonly TimeSpan _obstaclePatience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _feeding = new();
    private readonly TaskCompletionSource<bool> _toElsewhere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Failure?> _live = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TimeProvider _time;
    private readonly long _openedAt;
    private readonly SourceHold _hold;

    // Null of what LibVLC opens itself.
    private readonly LiveStream? _stream;
    private readonly Stream? _viewer;
    private readonly ProxyPermit? _permit;

    // Of a recording.
    private readonly Recorded? _recorded;
    private readonly Task _following = Task.CompletedTask;
    private readonly Task _pump = Task.CompletedTask;
    private bool _hasRead;

    private static readonly Task<LiveEnd> _never = new TaskCompletionSource<LiveEnd>().Task;

    // What LibVLC fetches ends by the player's word only.
    private readonly Task<LiveEnd> _sourceEnd = _never;

    /// <summary>What LibVLC opens: by the proxy as long as the permit lasts, or an adapter.</summary>
    internal PlayingMedia(ChannelSource source, PlayerSession session, SourceHold hold, ProxyPermit? permit, long startMs, TimeProvider time)
    {
        (Source, Session, _hold, _permit, ResumeAtMs, _time, _openedAt) = (source, session, hold, permit, startMs, time, time.GetTimestamp());
        if (permit is not null)
        {
            // Whoever takes the tuner finds the server left.
            hold.Evicted.Register(permit.Dispose);
        }
    }

    /// <summary>What the relay feeds.</summary>
    internal PlayingMedia(ChannelSource source, PlayerSession session, SourceHold hold, Stream viewer, TimeSpan reserve, TimeProvider time)
    {
        (Source, Session, _hold, _stream, _viewer, _time, _openedAt) = (source, session, hold, hold.Stream, viewer, time, time.GetTimestamp());
        _sourceEnd = _stream.Completion;
        _pump = PumpAsync(_stream, viewer, reserve);
    }

    /// <summary>A recording, from a place on.</summary>
    internal PlayingMedia(
        ChannelSource source, PlayerSession session, SourceHold hold, Stream viewer, RecordedShow show, RecordedPlace from, TimeSpan length, TimeProvider time)
    {
        (Source, Session, _hold, _viewer, _time, _openedAt) = (source, session, hold, viewer, time, time.GetTimestamp());
        (_recorded, ResumeAtMs) = (new Recorded(show, from.Time, length, time), (long)from.Time.TotalMilliseconds);
        (_pump, _following) = (PumpAsync(show, viewer, from, _recorded.Edge), _recorded.FollowAsync(_feeding.Token));
    }

    public ChannelSource Source { get; }

    /// <summary>How long its picture was well, from the first one on; it may have been lost for a while before that is noticed.</summary>
    public TimeSpan Held { get; private set; }

    /// <summary>How long it has been opened.</summary>
    public TimeSpan Age => _time.GetElapsedTime(_openedAt);

    public PlayerSession Session { get; }

    /// <summary>What the person has chosen of it.</summary>
    public Chosen Chosen { get; } = new();

    /// <summary>The player's last word of what it plays; null before its first.</summary>
    public MediaEvent? Description { get; private set; }

    /// <summary>The box has no audio output for it; the player tries again and again.</summary>
    public bool IsSoundMissing { get; private set; }

    /// <summary>LibVLC's four characters; null while it is not known, and of what has no video.</summary>
    public string? VideoCodec => Description?.Tracks.FirstOrDefault(track => track.Kind == TrackKind.Video)?.Codec;

    public bool MayBeInHardware => Description is { MayBeInHardware: true };

    /// <summary>It sounds, and has no picture to show.</summary>
    public bool IsRadio => Description is { Tracks: { Count: > 0 } tracks } && tracks.All(track => track.Kind != TrackKind.Video);

    /// <summary>An adapter that was opened, and gives nothing.</summary>
    public bool IsUnreceived => Source.Relay.IsAdapter && !_hasRead;

    /// <summary>Where to go on after a loss, in media time: where it began or was told to go, until the player tells where it is; 0 of what is live.</summary>
    public long ResumeAtMs { get; private set; }

    /// <summary>It has a newest picture, not a length.</summary>
    public bool IsLive => !IsRecorded && (_stream is not null || Description is not { CanSeek: true, LengthMs: not null });

    /// <summary>HLS or DASH.</summary>
    public bool IsSegmented { get; init; }

    /// <summary>The relay plays it from a file: it goes elsewhere by being opened there.</summary>
    public bool IsRecorded => _recorded is not null;

    /// <summary>A recording that is still being made: it has a newest picture, and no length yet.</summary>
    public bool IsGrowing => _recorded is { IsGrowing: true };

    /// <summary>The relay had it open already, and it is over: that says nothing of the source.</summary>
    public bool IsJoinedTooLate => _hold.IsJoined && IsSourceOver;

    /// <summary>What the relay fed is over: to go on it is opened anew.</summary>
    public bool IsSourceOver => _sourceEnd.IsCompleted;

    /// <summary>Ends when the source ends, of what the relay feeds.</summary>
    public Task SourceEnded => _sourceEnd;

    /// <summary>A standby: its tuner was taken for something else.</summary>
    public CancellationToken Evicted => _hold.Evicted;

    /// <summary>Null when the first picture was displayed, or radio is heard; otherwise why there is neither.</summary>
    public async Task<Failure?> FirstPictureAsync(CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        var described = began;
        while (true)
        {
            var (happened, end) = await NextAsync(_sourceEnd, cancellation);
            if (happened is MediaEvent media)
            {
                described = Description is null ? _time.GetTimestamp() : described;
                Description = Described(media);
            }

            IsSoundMissing = happened is SoundEvent sound ? sound.IsMissing : IsSoundMissing;
            _hasRead |= happened is StatisticsEvent { ReadBytes: > 0 };
            if (happened is FirstPictureEvent || end is not null)
            {
                return end?.Failure;
            }

            // A sound beside a video that cannot be shown is no radio.
            var hopeless = Diagnosis is { Kind: FailureKind.Unsupported } obstacle ? obstacle : null;
            if (hopeless is null && IsRadio && happened is StatisticsEvent { PlayedAudio: > 0 })
            {
                return null;
            }

            if (hopeless is not null && _time.GetElapsedTime(began) >= _obstaclePatience)
            {
                return hopeless;
            }

            if (happened is StatisticsEvent report && IsUnseenInHardware(report) && _time.GetElapsedTime(described) >= _obstaclePatience)
            {
                return new(FailureKind.Unsupported, $"The box's hardware shows no picture of {Source.Name} ({VideoCodec}).");
            }
        }
    }

    /// <summary>It goes on, and the hardware that may be asked to decode it shows nothing.</summary>
    private bool IsUnseenInHardware(StatisticsEvent report) => MayBeInHardware && VideoCodec is not null
        && (report.PlayedAudio > 0 || Description!.Tracks.All(track => track.Kind != TrackKind.Audio));

    /// <summary>What the stream lacks for a picture, or what of it was not served, as far as it can be told; null when nothing is known to be wrong with it.</summary>
    public Failure? Diagnosis => _stream is { } stream ? Failures.Diagnose(stream, Age, Source.Name)
        : _permit?.LastFailure is { } failure ? Failures.From(failure)
        : null;

    /// <summary>A standby is on the TV from now on.</summary>
    public void Show()
    {
        _hold.Watch();
        _permit?.Watch();
    }

    /// <summary>It was told to go there.</summary>
    public void ResumeAt(long placeMs) => ResumeAtMs = placeMs;

    /// <summary>Makes <see cref="WatchAsync"/> return, so that the source is joined anew at its newest, and plays.</summary>
    /// <returns>Null once its picture is there again; else why it is not. What is not brought back is not answered.</returns>
    public Task<Failure?> GoLiveAsync()
    {
        if (_recorded is { } recorded)
        {
            ResumeAt((long)recorded.Length.TotalMilliseconds);
        }

        return GoElsewhereAsync(staysPaused: false);
    }

    /// <summary>Makes <see cref="WatchAsync"/> return, so that a recording is opened anew at this place, and paused when it was.</summary>
    /// <returns>As <see cref="GoLiveAsync"/>.</returns>
    public Task<Failure?> GoToAsync(long placeMs)
    {
        ResumeAt(placeMs);
        return GoElsewhereAsync(staysPaused: true);
    }

    /// <summary>What came of <see cref="GoLiveAsync"/>; the first word stands. Of no use where nobody asked.</summary>
    public void AnswerLive(Failure? failure) => _live.TrySetResult(failure);

    /// <summary>Ends the source for all who hold it: it has gone bad.</summary>
    public Task EndSourceAsync() => _hold.EndSourceAsync();

    public async ValueTask DisposeAsync()
    {
        await _feeding.CancelAsync();
        await _pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _following;
        if (_viewer is not null)
        {
            await _viewer.DisposeAsync();
        }

        _permit?.Dispose();
        await _hold.DisposeAsync();
        _feeding.Dispose();
    }

    private Task<Failure?> GoElsewhereAsync(bool staysPaused)
    {
        _toElsewhere.TrySetResult(staysPaused);
        return _live.Task;
    }

    /// <summary>The next event of the session, or the end of what is playing; neither when none came in time.</summary>
    private async Task<(PlayerEvent? Happened, PlaybackEnd? End)> NextAsync(Task<LiveEnd> sourceEnd, CancellationToken cancellation)
    {
        if (!Session.Events.TryRead(out var happened))
        {
            var more = Session.Events.WaitToReadAsync(cancellation).AsTask();
            try
            {
                var first = await Task.WhenAny(more, sourceEnd, _toElsewhere.Task).WaitAsync(_reportPatience, _time, cancellation);
                if (first == sourceEnd)
                {
                    return (null, new PlaybackEnd.SourceLost(Failures.From(await sourceEnd)));
                }

                if (first == _toElsewhere.Task)
                {
                    return (null, new PlaybackEnd.ToElsewhere(await _toElsewhere.Task));
                }
            }
            catch (TimeoutException)
            {
                return (null, null);
            }

            if (!await more)
            {
                return (null, new PlaybackEnd.PlayerGone());
            }

            Session.Events.TryRead(out happened);
        }

        return happened switch
        {
            FailedEvent failed => (null, new PlaybackEnd.GaveUp(Diagnosis ?? new(failed.Failure, failed.Detail))),
            // To LibVLC, HLS whose segments cannot be had is at its end.
            EndedEvent when _permit?.LastFailure is { } notServed => (null, new PlaybackEnd.SourceLost(Failures.From(notServed))),
            EndedEvent when IsRecorded => (null, _pump.IsFaulted
                ? new PlaybackEnd.SourceLost(new(FailureKind.SourceUnreachable, $"{Source.Name}: {_pump.Exception!.InnerException!.Message}"))
                : new PlaybackEnd.Finished()),
            EndedEvent when _stream is null && _permit is null => (null, new PlaybackEnd.SourceLost(new(FailureKind.NoSignal, $"{Source.Name} gives nothing any more."))),
            EndedEvent when _stream is null => (null, new PlaybackEnd.Finished()),
            EndedEvent => (null, new PlaybackEnd.SourceLost(new(FailureKind.SourceUnreachable, "The stream ended."))),
            _ => (happened, null),
        };
    }

    /// <summary>Ends with the stream, with the player's connection, or with us: all three are told elsewhere.</summary>
    private async Task PumpAsync(LiveStream stream, Stream viewer, TimeSpan reserve)
    {
        try
        {
            await stream.PumpAsync(viewer, reserve, _feeding.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    /// <summary>The player is told of a recording's end by that of its connection.</summary>
    private async Task PumpAsync(RecordedShow show, Stream viewer, RecordedPlace from, RecordedEdge edge)
    {
        await using (viewer)
        {
            await show.PumpAsync(viewer, from, edge, _feeding.Token);
        }
    }
}
