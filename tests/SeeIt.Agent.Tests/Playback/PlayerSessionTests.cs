using SeeIt.Agent.Playback;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.Playback;

public sealed class PlayerSessionTests
{
    /// <summary>A standby that is kept for minutes is read by nobody until it is shown.</summary>
    [Fact]
    public void Of_what_nobody_reads_only_statistics_are_lost()
    {
        var session = new PlayerSession(1);
        var media = new MediaEvent(1, CanPause: true, CanSeek: false, LengthMs: null, []);
        session.Happened(media);
        for (var report = 0; report < 10_000; report++)
        {
            session.Happened(new StatisticsEvent(1, 0, 0, 0, 0, 0, 0, 0));
        }

        var picture = new FirstPictureEvent(1, 100);
        session.Happened(picture);
        session.PlayerGone();

        var read = new List<PlayerEvent>();
        while (session.Events.TryRead(out var happened))
        {
            read.Add(happened);
        }

        Assert.Equal([media, picture], read.Where(happened => happened is not StatisticsEvent));
        Assert.InRange(read.Count, 2, 200);
    }
}
