using SeeIt.Contracts;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Unfolding;

/// <summary>
/// Puts in place of a post's link what the link leads to. A link that cannot be read in time leaves the post as it was.
/// Thread-safe.
/// </summary>
internal sealed partial class Unfolder(
    IEnumerable<ILinkReader> services,
    WebPages pages,
    RecentLinks recent,
    UnfoldingLimits limits,
    HubSettings settings,
    TimeProvider clock,
    ILogger<Unfolder> log)
{
    /// <summary>The part of the phone's wait that reading may take; the box needs the rest for its answer.</summary>
    private const double Share = 0.75;

    private readonly TimeSpan _limit = TimeSpan.FromMilliseconds(settings.PostWaitMs * Share);

    /// <param name="post">As it was shared.</param>
    /// <param name="account">Whose link it is, for the limits.</param>
    /// <returns>The post for the box, and why its link was not read; null when it was, or when it has none.</returns>
    public async Task<(Post Post, LinkFailure? Failure)> UnfoldAsync(Post post, string account)
    {
        if (SharedLink.In(post) is not { } shared)
        {
            return (post, null);
        }

        var reading = await ReadAsync(shared.Link, account);
        return reading.Value is { } linked ? (shared.With(linked), null) : (post, reading.Failure);
    }

    private async Task<Reading<LinkedPost>> ReadAsync(string link, string account)
    {
        if (SeeItLink.Read(link) is { } own)
        {
            return own;
        }

        if (LinkAddress.Parse(link) is not { } address)
        {
            return LinkFailure.Forbidden;
        }

        var reading = recent.Get(address.AbsoluteUri, () => limits.TryBegin(account) is { } place ? FetchAsync(address, place) : null);
        return reading is null ? LinkFailure.TooMany : await reading;
    }

    /// <summary>Never throws: others may wait for the same reading.</summary>
    private async Task<Reading<LinkedPost>> FetchAsync(Uri address, IDisposable place)
    {
        await Task.Yield();
        using var held = place;
        using var limit = new CancellationTokenSource(_limit, clock);
        var began = clock.GetTimestamp();
        Reading<LinkedPost> reading;
        try
        {
            reading = await FollowAsync(address, limit.Token);
        }
        catch (OperationCanceledException)
        {
            reading = LinkFailure.Unreachable;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogBroken(address.IdnHost, e);
            reading = LinkFailure.Unreadable;
        }

        var time = clock.GetElapsedTime(began);
        LogRead(address.IdnHost, reading.Failure, time);
        return reading;
    }

    private async Task<Reading<LinkedPost>> FollowAsync(Uri address, CancellationToken cancellation)
    {
        if (services.FirstOrDefault(service => service.Knows(address)) is { } service)
        {
            return await service.ReadAsync(address, cancellation);
        }

        var (reading, elsewhere) = await pages.ReadAsync(address, target => services.Any(other => other.Knows(target)), cancellation);
        return elsewhere is null ? reading : await services.First(other => other.Knows(elsewhere)).ReadAsync(elsewhere, cancellation);
    }

    [LoggerMessage(501, LogLevel.Information, "A link to {Host} was read within {Time}. Failure: {Failure}.")]
    private partial void LogRead(string host, LinkFailure? failure, TimeSpan time);

    [LoggerMessage(502, LogLevel.Error, "What a link to {Host} led to could not be read.")]
    private partial void LogBroken(string host, Exception e);
}
