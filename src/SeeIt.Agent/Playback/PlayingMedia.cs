using SeeIt.Agent.SeeIt;
using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>Why what was playing plays no more. All but <see cref="Finished"/> is a picture lost.</summary>
/// <param name="Failure">What to say when it cannot be brought back.</param>
public abstract record PlaybackEnd(Failure Failure)
{
    /// <summary>The media came to its end.</summary>
    public sealed record Finished() : PlaybackEnd(new Failure(FailureKind.SourceUnreachable, "The source ended."));

    /// <summary>The source ended, failed, or sends nothing any more.</summary>
    public sealed record SourceLost(Failure Failure) : PlaybackEnd(Failure);

    /// <summary>LibVLC gave up.</summary>
    public sealed record GaveUp(Failure Failure) : PlaybackEnd(Failure);

    /// <summary>The player process ended.</summary>
    public sealed record PlayerGone() : PlaybackEnd(new Failure(FailureKind.PlayerCrashed, "The player ended, and again when it was started anew."));
}

/// <summary>A player's session together with what feeds it. Disposing ends the feeding, not the session.</summary>
public sealed class PlayingMedia : IAsyncDisposable
{
    private readonly CancellationTokenSource _feeding = new();
    private readonly LiveStream? _stream;
    private readonly Stream? _viewer;
    private readonly IDisposable? _permit;
    private readonly Task _pump = Task.CompletedTask;

    // What comes through the proxy ends by the player's word only.
    private readonly Task<LiveEnd> _sourceEnd = new TaskCompletionSource<LiveEnd>().Task;

    private PlayingMedia(PlayerSession session, IDisposable permit)
    {
        Session = session;
        _permit = permit;
    }

    private PlayingMedia(PlayerSession session, LiveStream stream, Stream viewer)
    {
        Session = session;
        _stream = stream;
        _viewer = viewer;
        _sourceEnd = stream.Completion;
        _pump = PumpAsync(stream, viewer);
    }

    public PlayerSession Session { get; }

    internal static PlayingMedia OfStream(PlayerSession session, LiveStream stream, Stream viewer) => new(session, stream, viewer);

    internal static PlayingMedia ThroughProxy(PlayerSession session, IDisposable permit) => new(session, permit);

    /// <summary>Null when the first picture was displayed; otherwise why there is none.</summary>
    public async Task<Failure?> FirstPictureAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (happened, end) = await NextAsync(cancellation);
            if (happened is FirstPictureEvent || end is not null)
            {
                return end?.Failure;
            }
        }
    }

    /// <summary>Returns when the picture is lost or finished, and tells the player's states until then.</summary>
    public async Task<PlaybackEnd> WatchAsync(Action<PlayerState> playerIs, CancellationToken cancellation)
    {
        while (true)
        {
            var (happened, end) = await NextAsync(cancellation);
            if (end is not null)
            {
                return end;
            }

            if (happened is StateEvent state)
            {
                playerIs(state.State);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _feeding.CancelAsync();
        await _pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_viewer is not null)
        {
            await _viewer.DisposeAsync();
        }

        if (_stream is not null)
        {
            await _stream.DisposeAsync();
        }

        _permit?.Dispose();
        _feeding.Dispose();
    }

    /// <summary>The next event of the session, or the end of what is playing; exactly one of the two.</summary>
    private async Task<(PlayerEvent? Happened, PlaybackEnd? End)> NextAsync(CancellationToken cancellation)
    {
        if (!Session.Events.TryRead(out var happened))
        {
            var more = Session.Events.WaitToReadAsync(cancellation).AsTask();
            if (await Task.WhenAny(more, _sourceEnd) == _sourceEnd)
            {
                return (null, new PlaybackEnd.SourceLost(Failures.From(await _sourceEnd)));
            }

            if (!await more)
            {
                return (null, new PlaybackEnd.PlayerGone());
            }

            Session.Events.TryRead(out happened);
        }

        return happened switch
        {
            FailedEvent failed => (null, new PlaybackEnd.GaveUp(new(failed.Failure, failed.Detail))),
            EndedEvent when _stream is null => (null, new PlaybackEnd.Finished()),
            EndedEvent => (null, new PlaybackEnd.SourceLost(new(FailureKind.SourceUnreachable, "The stream ended."))),
            _ => (happened, null),
        };
    }

    /// <summary>Ends with the stream, with the player's connection, or with us: all three are told elsewhere.</summary>
    private async Task PumpAsync(LiveStream stream, Stream viewer)
    {
        try
        {
            await stream.PumpAsync(viewer, _feeding.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
        }
    }
}
