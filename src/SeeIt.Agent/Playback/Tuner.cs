using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Telemetry;
using SeeIt.Contracts;
using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>How tuning ended.</summary>
public abstract record TuneResult
{
    private TuneResult()
    {
    }

    /// <summary>The first picture is on the screen. Whoever gets it disposes the playback.</summary>
    /// <param name="Playback">What shows it.</param>
    /// <param name="TuneMs">How long it took, in milliseconds.</param>
    public sealed record Tuned(PlayingMedia Playback, int TuneMs = 0) : TuneResult;

    /// <param name="Failure">Why.</param>
    /// <param name="InHardware">Hardware may have been decoding.</param>
    /// <param name="JoinedTooLate">What was open already was over: the source itself was not asked.</param>
    public sealed record Failed(Failure Failure, bool InHardware = false, bool JoinedTooLate = false) : TuneResult;
}

/// <summary>
/// From a source to its first picture: a standby that is ready is shown; otherwise the source is opened. When the player
/// ends over it, or the hardware shows nothing of it, it is tried once more, decoded in software.
/// </summary>
public sealed partial class Tuner(
    MediaOpener opener, Standbys standbys, SourceMemory memory, DecoderMemory decoders, IPlayer player, TimeProvider time, ILogger<Tuner> log)
{
    /// <summary>The phone learns of a failure within 10 s of the tap: this leaves it half a second to travel.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(9.5);

    private static readonly TimeSpan _stopping = TimeSpan.FromMilliseconds(300);

    /// <summary>Waits for the first picture, for at most so long. What came of it is remembered of the source.</summary>
    /// <param name="source">What to tune.</param>
    /// <param name="limit">At most <see cref="Limit"/>.</param>
    /// <param name="startMs">Where to begin, where the media can seek.</param>
    /// <param name="cancellation">The person wants something else.</param>
    public async Task<TuneResult> TuneAsync(ChannelSource source, TimeSpan limit, long startMs, CancellationToken cancellation)
    {
        using var span = AgentSources.Step("tune");
        var result = await TuneOnceAsync(source, limit, startMs, cancellation);
        span?.SetTag("seeit.source.kind", source.Relay.Address.Scheme);
        switch (result)
        {
            case TuneResult.Tuned:
                memory.Showed(source);
                break;

            // A tuner that is busy says nothing of what it would receive.
            case TuneResult.Failed { Failure.Kind: not FailureKind.NoFreeTuner, JoinedTooLate: false }:
                memory.Failed(source);
                break;
        }

        if (result is TuneResult.Failed { Failure.Kind: var kind })
        {
            span?.Fails(kind.ToString());
        }

        return result;
    }

    private async Task<TuneResult> TuneOnceAsync(ChannelSource source, TimeSpan limit, long startMs, CancellationToken cancellation)
    {
        if (memory.IsSetAside(source))
        {
            return new TuneResult.Failed(new(FailureKind.PlayerCrashed, $"{source.Name} ended the player {SourceMemory.MostCrashes} times in five minutes, and is left alone for a while."));
        }

        Opening(source.Name);
        var began = time.GetTimestamp();
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            var result = await TryAsync(source, startMs, inSoftware: false, linked.Token, cancellation);
            if (result is TuneResult.Failed failed && (failed.InHardware || failed.Failure.Kind == FailureKind.PlayerCrashed))
            {
                result = await TryAsync(source, startMs, inSoftware: true, linked.Token, cancellation);
                if (failed.InHardware && result is TuneResult.Tuned { Playback: var shown })
                {
                    NeededSoftware(source.Label);
                    NeededSoftwareBecause(source.Name, failed.Failure.Detail);
                    decoders.NeededSoftware(shown);
                }
            }

            return result is TuneResult.Tuned tuned ? tuned with { TuneMs = (int)time.GetElapsedTime(began).TotalMilliseconds } : result;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new TuneResult.Failed(new(FailureKind.NoDataTimeout, $"{source.Name} did not open within {limit.TotalSeconds:0.#} s."));
        }
    }

    private async Task<TuneResult> TryAsync(ChannelSource source, long startMs, bool inSoftware, CancellationToken limit, CancellationToken cancellation)
    {
        try
        {
            if (!inSoftware && await ShowStandbyAsync(source, limit) is { } ready)
            {
                var shown = await WaitForPictureAsync(ready, limit, cancellation);
                if (shown is TuneResult.Tuned or TuneResult.Failed { InHardware: true })
                {
                    return shown;
                }
            }

            var opening = await opener.OpenAsync(source, SourceUse.Viewing, startMs, inSoftware, limit);
            if (opening.Media is not { } media)
            {
                return new TuneResult.Failed(opening.Failure!);
            }

            var result = await WaitForPictureAsync(media, limit, cancellation);
            return result is TuneResult.Failed { JoinedTooLate: true }
                ? await TryAsync(source, startMs, inSoftware, limit, cancellation)
                : result;
        }
        catch (PlayerException exception)
        {
            if (exception.IsBlamed)
            {
                memory.EndedPlayer(source);
            }

            return new TuneResult.Failed(Failures.From(exception));
        }
    }

    /// <summary>The media is tuned; or it is ended, and nothing of it comes on the screen later.</summary>
    private async Task<TuneResult> WaitForPictureAsync(PlayingMedia media, CancellationToken limit, CancellationToken cancellation)
    {
        Failure? failure;
        try
        {
            failure = await media.FirstPictureAsync(limit);
        }
        catch (OperationCanceledException)
        {
            failure = media.IsUnreceived
                ? new(FailureKind.NoSignal, $"{media.Source.Name} is tuned, and nothing is received.")
                : new(FailureKind.NoDataTimeout, $"{media.Source.Name} showed no picture in time.");
        }

        if (failure is null)
        {
            decoders.Plays(media);
            return new TuneResult.Tuned(media);
        }

        var endedPlayer = failure.Kind == FailureKind.PlayerCrashed && media.Session.IsBlamed;
        var inHardware = media.MayBeInHardware && (endedPlayer || failure.Kind == FailureKind.Unsupported);
        if (endedPlayer)
        {
            memory.EndedPlayer(media.Source);
        }

        if (failure.Kind != FailureKind.PlayerCrashed)
        {
            failure = media.Diagnosis ?? failure;
        }

        var joinedTooLate = media.IsJoinedTooLate;
        await media.DisposeAsync();
        cancellation.ThrowIfCancellationRequested();
        await StopAsync(media.Session);
        return new TuneResult.Failed(failure, inHardware, joinedTooLate);
    }

    /// <summary>A player that hangs is not waited for: the person learns of the failure in time.</summary>
    private async Task StopAsync(PlayerSession session)
    {
        try
        {
            await player.StopAsync(session, CancellationToken.None).WaitAsync(_stopping, time);
        }
        catch (Exception exception) when (exception is PlayerException or TimeoutException)
        {
            // It has ended by itself, or the player has or will.
        }
    }

    /// <summary>Null when no standby plays the source, or the player would not show it.</summary>
    private async Task<PlayingMedia?> ShowStandbyAsync(ChannelSource source, CancellationToken cancellation)
    {
        if (standbys.Take(source) is not { } ready)
        {
            return null;
        }

        try
        {
            // First: its tuner must not be taken for something else meanwhile.
            ready.Show();
            await player.ShowAsync(ready.Session, cancellation);
            return ready;
        }
        catch (Exception exception)
        {
            await ready.DisposeAsync();
            await StopAsync(ready.Session);
            if (exception is PlayerException)
            {
                NotShown(source.Name, exception.Message);
                return null;
            }

            throw;
        }
    }

    [LoggerMessage(111, LogLevel.Debug, "Opening {Source}.")]
    private partial void Opening(string source);

    [LoggerMessage(112, LogLevel.Debug, "The standby of {Source} was not shown: {Reason}")]
    private partial void NotShown(string source, string reason);

    [LoggerMessage(113, LogLevel.Warning, "A source ({Label}) is shown once it is decoded in software.")]
    private partial void NeededSoftware(string label);

    [LoggerMessage(114, LogLevel.Debug, "{Source} is shown once it is decoded in software. Before: {Failure}")]
    private partial void NeededSoftwareBecause(string source, string failure);
}
