using Microsoft.Extensions.Caching.Memory;

namespace SeeIt.Hub.Pairing;

/// <summary>Holds polling boxes to their interval (RFC 8628 section 3.5): too early a poll is told <c>slow_down</c>, and adds five seconds for good.</summary>
internal sealed class PollPace(HubSettings settings, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Penalty = TimeSpan.FromSeconds(5);

    /// <summary>A poll this little early is forgiven: clocks and networks are not exact.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(300);

    private readonly MemoryCache _polls = new(new MemoryCacheOptions { SizeLimit = 100_000 });

    private sealed class Poll
    {
        public long At { get; set; }

        public TimeSpan Interval { get; set; }
    }

    /// <returns>True when this poll came too early.</returns>
    public bool IsTooEarly(string deviceCode)
    {
        var first = false;
        var poll = _polls.GetOrCreate(UserCode.Hash(deviceCode), entry =>
        {
            first = true;
            entry.Size = 1;
            entry.SlidingExpiration = TimeSpan.FromMinutes(5);
            return new Poll { At = clock.GetTimestamp(), Interval = TimeSpan.FromSeconds(settings.PairingPollSeconds) };
        })!;
        if (first)
        {
            return false;
        }

        lock (poll)
        {
            var tooEarly = clock.GetElapsedTime(poll.At) < poll.Interval - Tolerance;
            if (tooEarly)
            {
                poll.Interval += Penalty;
            }

            poll.At = clock.GetTimestamp();
            return tooEarly;
        }
    }

    public void Dispose() => _polls.Dispose();
}
