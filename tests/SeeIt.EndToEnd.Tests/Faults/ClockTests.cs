using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>The box's wall clock jumps (libfaketime); its monotonic clock goes on.</summary>
public sealed class ClockTests : IDisposable
{
    private const string Library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
    private static readonly SeeItVerb Garden = new(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "Anything"));

    private readonly TemporaryFolder _folder = new();

    public ClockTests() => Assert.SkipUnless(File.Exists(Library), "libfaketime is not installed for this architecture.");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("+1y")]
    [InlineData("-1d")]
    public async Task A_clock_that_jumps_changes_no_time_to_live_and_no_timer(string jump)
    {
        var (home, phone) = await Home.StartPairedAsync(Options());
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        Assert.Equal(Progress.Done, (await phone.DoAsync(Garden)).Progress);

        Jump(jump);
        await home.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal(Progress.Done, (await phone.DoAsync(new SetVolumeVerb(30))).Progress);
        Assert.Equal(Progress.Done, (await phone.DoAsync(new PauseVerb())).Progress);
        Assert.Equal(Progress.Done, (await phone.DoAsync(new ResumeVerb())).Progress);
        home.Link.Reset();
        await phone.WaitForTvOnlineAsync();
        Assert.Equal(Progress.Done, (await phone.DoAsync(new SeeItVerb(Garden.Airing with { ChannelId = "news.demo" }))).Progress);
        Assert.Equal(Progress.Done, (await phone.DoAsync(new StopVerb())).Progress);

        // What was watched before the jump and after it: each began before it ended, whatever the clock said.
        var viewings = await Eventually.GetAsync(async () => await phone.ViewingsAsync() is { Count: 2 } both ? both : null, "both viewings");
        Assert.All(viewings, viewing => Assert.InRange(viewing.Ended - viewing.Started, TimeSpan.Zero, TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task A_box_that_starts_with_a_wrong_clock_says_so_and_links_when_it_is_right()
    {
        var (home, phone) = await Home.StartPairedAsync(Options());
        await using var _ = home;
        using var __ = phone;
        await home.Agent!.DisposeAsync();
        Jump("-20y");
        home.StartAgent();
        await home.Agent.WaitForLineAsync(line => line.Contains("Set the clock, or wait until it is synchronised", StringComparison.Ordinal), "what is wrong");
        Jump("+0");
        await phone.WaitForTvOnlineAsync();
        Assert.Equal(Progress.Done, (await phone.DoAsync(new SetVolumeVerb(30))).Progress);
    }

    private HomeOptions Options()
    {
        Jump("+0");
        return new HomeOptions
        {
            HasFaultyLink = true,
            AgentEnvironment = new Dictionary<string, string?>
            {
                ["LD_PRELOAD"] = Library,
                ["FAKETIME_TIMESTAMP_FILE"] = _folder.File("clock"),
                ["FAKETIME_NO_CACHE"] = "1",
                ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
                ["DONT_FAKE_MONOTONIC"] = "1",
            },
        };
    }

    private void Jump(string offset)
    {
        File.WriteAllText(_folder.File("next"), offset);
        File.Move(_folder.File("next"), _folder.File("clock"), overwrite: true);
    }
}
