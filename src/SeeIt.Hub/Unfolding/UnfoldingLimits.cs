using System.Threading.RateLimiting;

namespace SeeIt.Hub.Unfolding;

/// <summary>How much an account may have the hub fetch, and how much is fetched at once: the hub is nobody's fetcher. Thread-safe.</summary>
internal sealed class UnfoldingLimits : IDisposable
{
    /// <summary>Links of one account in <see cref="Window"/>.</summary>
    public const int PerAccount = 20;

    /// <summary>Links that are being read at the same time, of everybody.</summary>
    public const int AtOnce = 64;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string> _accounts = PartitionedRateLimiter.Create<string, string>(account =>
        RateLimitPartition.GetFixedWindowLimiter(account, _ => new FixedWindowRateLimiterOptions { PermitLimit = PerAccount, Window = Window }));

    private readonly ConcurrencyLimiter _atOnce = new(new ConcurrencyLimiterOptions { PermitLimit = AtOnce });

    /// <returns>To be disposed when the link was read; null when it may not be read now.</returns>
    public IDisposable? TryBegin(string account)
    {
        using var own = _accounts.AttemptAcquire(account);
        if (!own.IsAcquired)
        {
            return null;
        }

        var place = _atOnce.AttemptAcquire();
        if (place.IsAcquired)
        {
            return place;
        }

        place.Dispose();
        return null;
    }

    public void Dispose()
    {
        _accounts.Dispose();
        _atOnce.Dispose();
    }
}
