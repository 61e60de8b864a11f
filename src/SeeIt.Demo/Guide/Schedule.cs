using SeeIt.Demo.Broadcast;

namespace SeeIt.Demo.Guide;

/// <summary>
/// The demo's endless schedule. Half-hour slots are anchored to the moment the demo starts, not to the hour, so that the
/// first show of each channel has just begun and runs for at least twenty minutes, whenever the demo is started.
/// </summary>
public sealed class Schedule(DateTimeOffset started)
{
    public static readonly TimeSpan Slot = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(5);

    private readonly DateTimeOffset _anchor = RoundDown(started.ToUniversalTime() - Lead);

    /// <summary>Every airing that overlaps the time from <paramref name="from"/> to <paramref name="to"/>, in order.</summary>
    public IEnumerable<Airing> Airings(DemoChannel channel, DateTimeOffset from, DateTimeOffset to)
    {
        var shows = Shows.Of(channel);
        var rotation = Slot * shows.Sum(show => show.Slots);
        var round = (long)Math.Floor((from - _anchor) / rotation);
        for (var start = _anchor + (rotation * round); start < to; round++)
        {
            foreach (var show in shows)
            {
                var stop = start + (Slot * show.Slots);
                if (stop > from && start < to)
                {
                    yield return new Airing(channel.Id, show, EpisodeIn(round, show), start, stop);
                }

                start = stop;
            }
        }
    }

    /// <summary>Each round shows the next episode.</summary>
    private static int EpisodeIn(long round, Show show)
    {
        var count = show.Episodes.Count;
        return count == 0 ? 0 : (int)(((round % count) + count) % count) + 1;
    }

    private static DateTimeOffset RoundDown(DateTimeOffset time) =>
        new(time.Ticks - (time.Ticks % TimeSpan.FromMinutes(5).Ticks), TimeSpan.Zero);
}
