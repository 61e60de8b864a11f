using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Sources;
using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>How tuning ended.</summary>
public abstract record TuneResult
{
    private TuneResult()
    {
    }

    /// <summary>The first picture is on the screen. Whoever gets it disposes the playback.</summary>
    public sealed record Tuned(PlayingMedia Playback) : TuneResult;

    public sealed record Failed(Failure Failure) : TuneResult;
}

/// <summary>Source → relay → player → first picture.</summary>
public sealed partial class Tuner(LiveRelay relay, ForwardProxy proxy, IPlayer player, TimeProvider time, ILogger<Tuner> log)
{
    /// <summary>The phone learns of a failure within 10 s of the tap: this leaves it half a second to travel.</summary>
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(9.5);

    private long _lastStream;

    /// <summary>Opens the source and waits for its first picture, for at most 9.5 s.</summary>
    public async Task<TuneResult> TuneAsync(ChannelSource source, CancellationToken cancellation)
    {
        Opening(source.Name);
        using var timeout = new CancellationTokenSource(_limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            return await OpenAsync(source, linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new TuneResult.Failed(new(FailureKind.NoDataTimeout, $"{source.Name} showed no picture within {_limit.TotalSeconds} s."));
        }
        catch (PlayerException exception)
        {
            return new TuneResult.Failed(new(FailureKind.PlayerCrashed, exception.Message));
        }
    }

    private async Task<TuneResult> OpenAsync(ChannelSource source, CancellationToken cancellation) =>
        await relay.OpenAsync(source.Relay, cancellation) switch
        {
            LiveOpening live => await FirstPictureAsync(await PlayStreamAsync(live.Stream, cancellation), cancellation),
            ProxiedOpening => await FirstPictureAsync(await PlayThroughProxyAsync(source, cancellation), cancellation),
            FailedOpening failed => new TuneResult.Failed(Failures.From(failed.Failure)),
            _ => throw new InvalidOperationException("There are three kinds of openings."),
        };

    /// <summary>MPEG-TS: the relay writes it on a connection of its own to the player.</summary>
    private async Task<PlayingMedia> PlayStreamAsync(LiveStream stream, CancellationToken cancellation)
    {
        try
        {
            var id = Interlocked.Increment(ref _lastStream);
            var session = await player.OpenAsync(new StreamInput(id), cancellation);
            var viewer = await player.ConnectMediaAsync(id, cancellation);
            return PlayingMedia.OfStream(session, stream, viewer);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>HLS: LibVLC fetches it, through the relay's proxy and as long as the permit lasts.</summary>
    private async Task<PlayingMedia> PlayThroughProxyAsync(ChannelSource source, CancellationToken cancellation)
    {
        var permit = proxy.Permit(source.Relay);
        try
        {
            var session = await player.OpenAsync(new ProxyInput(source.Relay.Address.AbsoluteUri, proxy.Address.AbsoluteUri), cancellation);
            return PlayingMedia.ThroughProxy(session, permit);
        }
        catch
        {
            permit.Dispose();
            throw;
        }
    }

    private static async Task<TuneResult> FirstPictureAsync(PlayingMedia playback, CancellationToken cancellation)
    {
        try
        {
            if (await playback.FirstPictureAsync(cancellation) is { } failure)
            {
                await playback.DisposeAsync();
                return new TuneResult.Failed(failure);
            }

            return new TuneResult.Tuned(playback);
        }
        catch
        {
            await playback.DisposeAsync();
            throw;
        }
    }

    [LoggerMessage(111, LogLevel.Debug, "Opening {Source}.")]
    private partial void Opening(string source);
}
