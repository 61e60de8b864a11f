using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Sources;
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
    public sealed record Tuned(PlayingMedia Playback) : TuneResult;

    public sealed record Failed(Failure Failure) : TuneResult;
}

/// <summary>From a source to its first picture: a standby that is ready is shown; otherwise the source is opened.</summary>
public sealed partial class Tuner(MediaOpener opener, Standbys standbys, SourceMemory memory, IPlayer player, TimeProvider time, ILogger<Tuner> log)
{
    /// <summary>The phone learns of a failure within 10 s of the tap: this leaves it half a second to travel.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(9.5);

    /// <summary>Waits for the first picture, for at most so long.</summary>
    /// <param name="source">What to tune.</param>
    /// <param name="limit">At most <see cref="Limit"/>.</param>
    /// <param name="startMs">Where to begin, where the media can seek.</param>
    /// <param name="cancellation">The person wants something else.</param>
    public async Task<TuneResult> TuneAsync(ChannelSource source, TimeSpan limit, long startMs, CancellationToken cancellation)
    {
        if (memory.IsSetAside(source))
        {
            return new TuneResult.Failed(new(FailureKind.PlayerCrashed, $"{source.Name} ended the player {SourceMemory.MostCrashes} times in a minute, and is left alone for a while."));
        }

        Opening(source.Name);
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        PlayingMedia? media = null;
        try
        {
            media = await ShowStandbyAsync(source, linked.Token);
            if (media is null)
            {
                var opening = await opener.OpenAsync(source, SourceUse.Viewing, startMs, linked.Token);
                if (opening.Failure is { } notOpened)
                {
                    return new TuneResult.Failed(notOpened);
                }

                media = opening.Media!;
            }

            if (await media.FirstPictureAsync(linked.Token) is { } failure)
            {
                return new TuneResult.Failed(media.Diagnosis ?? failure);
            }

            var tuned = new TuneResult.Tuned(media);
            media = null;
            return tuned;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return new TuneResult.Failed(media?.Diagnosis
                ?? new(FailureKind.NoDataTimeout, $"{source.Name} showed no picture within {limit.TotalSeconds:0.#} s."));
        }
        catch (PlayerException exception)
        {
            return new TuneResult.Failed(new(FailureKind.PlayerCrashed, exception.Message));
        }
        finally
        {
            if (media is not null)
            {
                await media.DisposeAsync();
            }
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
            await player.ShowAsync(ready.Session, cancellation);
            return ready;
        }
        catch (Exception exception)
        {
            await ready.DisposeAsync();
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

    [LoggerMessage(112, LogLevel.Information, "The standby of {Source} was not shown: {Reason}")]
    private partial void NotShown(string source, string reason);
}
