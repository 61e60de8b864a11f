using SeeIt.Agent.Link;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.Reporting;

public sealed class StatusReporterTests
{
    private static readonly Viewed _garden = new(Guid.NewGuid(), "garden", "Garden TV", null, null);
    private static readonly Failure _failure = new(FailureKind.NoDataTimeout, "It is silent.");

    /// <summary>What happens, said twice: made anew, as it comes from the player.</summary>
    public static TheoryData<string> Events => [.. _events.Keys];

    private static readonly Dictionary<string, Func<ViewingEvent>> _events = new()
    {
        ["volume"] = () => new ViewingEvent.VolumeSet(40),
        ["mute"] = () => new ViewingEvent.MutedSet(true),
        ["rate"] = () => new ViewingEvent.RateSet(2),
        ["pause"] = () => new ViewingEvent.Paused(),
        ["stall"] = () => new ViewingEvent.Stalled(),
        ["health"] = () => new ViewingEvent.HealthIs(PictureHealth.Late),
        ["failure"] = () => new ViewingEvent.Failed(_failure with { }),
        ["stop"] = () => new ViewingEvent.Stopped(),
        ["media"] = () => new ViewingEvent.Described(
            new MediaEvent(1, CanPause: true, CanSeek: false, null, [new Track(TrackKind.Video, 1, "h264", null, null, true, 1280, 720), new Track(TrackKind.Audio, 2, "mp4a", "deu", null, true, Channels: 2)])),
        ["statistics"] = () => new ViewingEvent.Measured(new(default, 4_000_000, Random.Shared.Next(1_000, 2_000), 500, 0, 900, 0, 0, 0)),
        ["reception"] = () => new ViewingEvent.Received(new TunerStatus("hdhr", IsLocked: true, 80, 90), TimeSpan.FromSeconds(10)),
    };

    [Fact]
    public void The_status_says_how_picture_and_sound_are_put_out()
    {
        var player = new IdlePlayer { Preferences = new() { Deinterlacing = Deinterlacing.Always, AspectRatio = "16:9", Crop = "4:3", AudioDevice = "hdmi:1", Passthrough = true } };
        var status = new StatusReporter(new BootId(), player, new Problems(), new LinkOutbox(), TimeProvider.System);
        Assert.Equal(new(Deinterlacing.Always, "16:9", "4:3", "hdmi:1", true), status.Snapshot().Output);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void What_changes_something_is_told_once_and_not_when_it_comes_again(string happens)
    {
        var outbox = new LinkOutbox();
        var link = outbox.Open();
        var status = new StatusReporter(new BootId(), new IdlePlayer(), new Problems(), outbox, TimeProvider.System);
        status.Apply(new ViewingEvent.Tuning(_garden));
        status.Apply(new ViewingEvent.FirstPicture(100, "web"));
        Assert.Equal(2, Told());

        status.Apply(_events[happens]());
        Assert.Equal(1, Told());
        status.Apply(_events[happens]());
        Assert.Equal(0, Told());

        int Told()
        {
            var count = 0;
            while (link.TryRead(out _))
            {
                count++;
            }

            return count;
        }
    }
}
