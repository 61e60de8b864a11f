using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>Makes of the player's reports what is told of them, the bit rate among it. Not thread-safe.</summary>
internal sealed class StatisticsMeter
{
    /// <summary>The buffers are filled in the beginning: more is read then than is played.</summary>
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(2);

    /// <summary>A rate over less than this is that of a few pictures.</summary>
    private static readonly TimeSpan _least = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan _window = TimeSpan.FromSeconds(10);

    private readonly Queue<(TimeSpan At, long Bytes)> _read = new();
    private TimeSpan? _began;

    /// <summary>The last report's, without the time; null before the first.</summary>
    public PlaybackStatistics? Last { get; private set; }

    /// <summary>It plays not on, by the person's wish or for want of more of it: what follows is measured anew.</summary>
    public void Rest()
    {
        _read.Clear();
        _began = null;
    }

    /// <param name="report">The player's.</param>
    /// <param name="now">When it came: a time that only grows.</param>
    public void See(StatisticsEvent report, TimeSpan now)
    {
        _began ??= now;
        if (now - _began >= _settling)
        {
            _read.Enqueue((now, report.DemuxedBytes));
        }

        while (_read.TryPeek(out var oldest) && now - oldest.At > _window)
        {
            _read.Dequeue();
        }

        Last = new(
            default, BitRate(report.DemuxedBytes, now), report.DecodedVideo, report.DisplayedPictures, report.LostPictures,
            report.PlayedAudio, report.LostAudio, report.Discontinuities, report.Corrupted);
    }

    private int? BitRate(long bytes, TimeSpan now) => _read.TryPeek(out var oldest) && now - oldest.At >= _least
        ? (int)Math.Min((bytes - oldest.Bytes) * 8 / (now - oldest.At).TotalSeconds, int.MaxValue)
        : null;
}
