using System.Globalization;
using System.Threading.RateLimiting;

namespace SeeIt.Hub.Devices;

/// <summary>
/// How many boxes may link in a second: after a restart all of them come at once, and those that are back already must not
/// wait for the others. Who comes too soon is told by 503 and Retry-After (RFC 9110 section 10.2.3) when to come again.
/// </summary>
internal static class LinkAdmission
{
    /// <summary>Of each of the two requests of a connection only the first is counted.</summary>
    private const string Negotiate = "/negotiate";

    private const int LeastWait = 1;
    private const int MostWait = 4;

    public static void AddLinkAdmission(this IServiceCollection services, HubSettings settings) => services.AddRateLimiter(limiter =>
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => IsLinking(http.Request)
            ? RateLimitPartition.GetTokenBucketLimiter(Negotiate, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = settings.LinksPerSecond,
                TokensPerPeriod = Math.Max(1, settings.LinksPerSecond / 10),
                ReplenishmentPeriod = TimeSpan.FromSeconds(1) * Math.Max(1, settings.LinksPerSecond / 10) / settings.LinksPerSecond,
                QueueLimit = 0,
            })
            : RateLimitPartition.GetNoLimiter(""));
        limiter.OnRejected = (rejected, _) =>
        {
            rejected.HttpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            rejected.HttpContext.Response.Headers.RetryAfter = Random.Shared.Next(LeastWait, MostWait + 1).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };
    });

    private static bool IsLinking(HttpRequest request) =>
        request.Path.StartsWithSegments(Contracts.Hub.DeviceLink.Path, out var rest) && rest.StartsWithSegments(Negotiate);
}
