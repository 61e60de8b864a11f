using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>The checker finds what it is there for: each test breaks one thing of a history that is sound.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly Guid First = Guid.NewGuid();
    private static readonly Guid Second = Guid.NewGuid();
    private static readonly Guid Third = Guid.NewGuid();
    private static readonly Guid Boot = Guid.NewGuid();

    private static readonly Viewing Shown = new(
        Guid.NewGuid(), First, "garden.demo", "The Night Garden", "Ada", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddSeconds(5), ViewingOutcome.Stopped);

    private static readonly LinkHistory Sound = new()
    {
        Taken = [new(First, At(1), TimeSpan.FromSeconds(60), true), new(Second, At(2), TimeSpan.FromSeconds(5), false), new(Third, At(3), TimeSpan.FromSeconds(5), false)],
        Seen = [new(First, Progress.Sent), new(First, Progress.Done), new(First, Progress.Done), new(Second, Progress.Done), new(Third, Progress.Queued), new(Third, Progress.Expired)],
        Started = [new(First, At(1.2)), new(Second, At(4))],
        Table = [new(First, 1, Progress.Done), new(Second, 2, Progress.Done), new(Third, 3, Progress.Expired)],
        Statuses = [new(Boot, 1), new(Boot, 3), new(Boot, 3), new(Guid.NewGuid(), 1)],
        BoxViewings = [Shown],
        HubViewings = [Shown],
        Held = [.. Enumerable.Range(0, 60).Select(second => new HeldResources("agent 7", At(second), 40_000 + (second % 5), 60 + (second % 9)))],
    };

    [Fact]
    public void A_sound_history_is_sound() => Assert.Empty(HistoryChecker.Breaches(Sound));

    [Fact]
    public void A_lost_command() => Finds(Sound with { Table = [.. Sound.Table.SkipLast(1)], Seen = [] }, $"{Third} was taken and is 0 times");

    [Fact]
    public void A_command_that_never_ends() =>
        Finds(Sound with { Table = [Sound.Table[0], Sound.Table[1], new(Third, 3, Progress.Sent)], Seen = [] }, $"{Third} has no outcome");

    [Fact]
    public void A_second_outcome() => Finds(Sound with { Seen = [.. Sound.Seen, new(Second, Progress.Failed)] }, $"{Second} was Done, then Failed");

    [Fact]
    public void An_outcome_that_is_taken_back() => Finds(Sound with { Seen = [.. Sound.Seen, new(First, Progress.Tuning)] }, $"{First} was Done, then Tuning");

    [Fact]
    public void A_doubled_start() => Finds(Sound with { Started = [.. Sound.Started, new(Second, At(4.1))] }, $"{Second} was started 2 times");

    [Fact]
    public void A_command_that_is_started_after_a_later_one() =>
        Finds(Sound with { Started = [.. Sound.Started.Reverse()] }, $"{First} (number 1) was started after {Second}");

    [Fact]
    public void A_start_after_the_time_to_live() =>
        Finds(Sound with { Started = [Sound.Started[0], new(Second, At(9.5))] }, $"{Second} was started 7.5 s after it was taken");

    [Fact]
    public void An_expired_command_that_was_started() => Finds(Sound with { Started = [.. Sound.Started, new(Third, At(4.5))] }, $"{Third} was started and expired");

    [Fact]
    public void A_false_done() => Finds(Sound with { Started = [Sound.Started[0]] }, $"{Second} is done and was never started");

    [Fact]
    public void A_gap_in_the_numbers() =>
        Finds(Sound with { Table = [Sound.Table[0], Sound.Table[1], new(Third, 4, Progress.Expired)] }, "a gap or a double before 4");

    [Fact]
    public void A_status_that_goes_back() => Finds(Sound with { Statuses = [.. Sound.Statuses, new(Boot, 2)] }, $"of boot {Boot} an older status");

    [Fact]
    public void A_lost_viewing() => Finds(Sound with { HubViewings = [] }, $"viewing {Shown.Id} of {First} is at the box");

    [Fact]
    public void A_viewing_that_nobody_kept() => Finds(Sound with { BoxViewings = [], HubViewings = [] }, $"{First} was shown and no viewing");

    [Fact]
    public void A_viewing_that_was_not() => Finds(Sound with { BoxViewings = [] }, $"viewing {Shown.Id} of {First} is at the hub");

    [Fact]
    public void Viewings_at_the_same_time()
    {
        var other = Shown with { Id = Guid.NewGuid(), Started = Shown.Ended.AddSeconds(-1), Ended = Shown.Ended.AddSeconds(9) };
        Finds(Sound with { BoxViewings = [Shown, other], HubViewings = [Shown, other] }, $"viewing {other.Id} began before");
    }

    [Fact]
    public void Descriptors_that_grow() =>
        Finds(Sound with { Held = [.. Sound.Held.Select((held, index) => held with { Descriptors = 60 + index })] }, "agent 7 held");

    [Fact]
    public void Memory_that_grows() =>
        Finds(Sound with { Held = [.. Sound.Held.Select((held, index) => held with { ResidentKb = 40_000 + (index * 1_000) })] }, "agent 7 held");

    private static void Finds(LinkHistory broken, string breach) =>
        Assert.Contains(HistoryChecker.Breaches(broken), found => found.StartsWith(breach, StringComparison.Ordinal) || found.Contains(breach, StringComparison.Ordinal));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
