using SeeIt.Box.Tests.Harness;
using SeeIt.Contracts.Hub;

namespace SeeIt.Box.Tests;

/// <summary>What becomes of a box's packages after they were installed.</summary>
public sealed class UpgradeTests(Homes homes)
{
    /// <summary>Of what the machine writes by itself, whatever is installed on it.</summary>
    private static readonly string[] Others =
    [
        "/var/log/", "/var/cache/", "/var/tmp/", "/var/lib/dpkg/", "/var/lib/apt/", "/var/lib/systemd/", "/etc/passwd", "/etc/group", "/etc/shadow", "/etc/gshadow",
    ];

    [Fact]
    public async Task An_upgrade_in_mid_play_goes_on_with_the_show_and_keeps_what_the_box_knows()
    {
        await using var home = await homes.PairedAsync();
        await home.WatchAsync();
        var before = await home.StatusAsync();
        var agent = await Household.MainProcessAsync(home.Tv, Household.AgentUnit);
        var player = await Household.MainProcessAsync(home.Tv, Household.PlayerUnit);
        var settings = File.ReadAllText(home.Tv.File("/etc/seeit-agent/50-home.json"));
        using var folder = new TemporaryFolder();
        var (newer, version) = await Packages.NewerAsync(Packages.Agent, folder);

        await Household.InstallAsync(home.Tv, newer);

        Assert.Equal(version, (await home.Tv.RunAsync("dpkg-query", "--show", "--showformat=${Version}", "seeit-agent")).Trim());
        Assert.NotEqual(agent, await Household.MainProcessAsync(home.Tv, Household.AgentUnit));
        var after = await home.WaitForStatusAsync(status => status is { Linked: true, Tv: { State: TvState.Playing, ChannelId: "garden.demo" } }, "the show and the link");
        await home.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.NotEqual(player, await Household.MainProcessAsync(home.Tv, Household.PlayerUnit));
        Assert.Equal((before.Box.Id, true, before.Tv.CommandId), (after.Box.Id, after.Box.Paired, after.Tv.CommandId));
        Assert.Equal(settings, File.ReadAllText(home.Tv.File("/etc/seeit-agent/50-home.json")));
        Assert.Equal("running", (await home.Tv.RunAsync("systemctl", "is-system-running")).Trim());
        await home.WatchAsync("harbour.demo");
    }

    [Fact]
    public async Task A_hub_that_is_upgraded_keeps_its_households_and_the_picture_stays_on()
    {
        await using var home = await homes.PairedAsync();
        await home.WatchAsync();
        var session = (await home.StatusAsync()).Tv.Session;
        using var folder = new TemporaryFolder();
        var (newer, _) = await Packages.NewerAsync(Packages.Hub, folder);

        await Household.InstallAsync(home.Hub, newer);

        await Household.WaitForHubAsync();
        await home.WaitForLinkAsync();
        Assert.Equal((TvState.Playing, session), ((await home.StatusAsync()).Tv.State, (await home.StatusAsync()).Tv.Session));
        await home.WatchAsync("harbour.demo");
    }

    [Fact]
    public async Task A_removed_package_keeps_its_state_and_installed_again_the_box_is_paired_still()
    {
        await using var home = await homes.PairedAsync();
        var id = (await home.StatusAsync()).Box.Id;
        await home.Tv.RunAsync("apt-get", "remove", "--yes", "--quiet", "seeit-agent");
        Assert.NotEqual(0, (await home.Tv.TryAsync("systemctl", "is-active", Household.AgentUnit, Household.PlayerUnit, "seeit-player.socket")).ExitCode);
        Assert.Equal("", await home.Tv.RunAsync("sh", "-c", "pgrep -l seeit || true"));
        Assert.True(File.Exists(home.Tv.File($"{Household.StateFolder}/identity.json")));
        Assert.True(File.Exists(home.Tv.File("/etc/seeit-agent/50-home.json")));

        await Household.InstallAsync(home.Tv, Packages.Agent);
        var status = await home.WaitForStatusAsync(status => status.Linked, "the link to the hub");
        Assert.Equal((id, true), (status.Box.Id, status.Box.Paired));
        await home.WatchAsync();
    }

    [Fact]
    public async Task Purged_packages_leave_nothing()
    {
        var bare = await Household.MakeAsync();
        await bare.BootAsync();
        var before = await FilesAsync(bare.Tv);
        var users = Users(bare.Tv);
        await bare.DisposeAsync();

        await using var home = await homes.PairedAsync();
        await home.WatchAsync();
        foreach (var (box, package) in new[] { (home.Tv, "seeit-agent"), (home.Hub, "seeit-hub") })
        {
            await box.RunAsync("apt-get", "purge", "--yes", "--quiet", package);
            Assert.Equal("", await box.RunAsync("sh", "-c", "pgrep -l seeit || true"));
            Assert.Equal(users, Users(box));
            Assert.Equal("", await box.RunAsync("sh", "-c", "find / -xdev -name '*seeit*' -not -path '/var/log/*' -not -path '/var/tmp/*'; find /run /tmp -name '*seeit*'"));

            // And nothing under another name.
            var after = await FilesAsync(box);
            string[] tests = ["/etc/resolv.conf", "/etc/systemd/system/tv-screen.service", "/etc/systemd/system/multi-user.target.wants/tv-screen.service"];
            Assert.Equal([], after.Except(before).Except(tests).Where(IsOurs));
            Assert.Equal([], before.Except(after).Where(IsOurs));
            Assert.Equal("running", (await box.RunAsync("systemctl", "is-system-running")).Trim());
        }
    }

    private static async Task<HashSet<string>> FilesAsync(DebianBox box) =>
        [.. (await box.RunAsync("find", "/", "-xdev", "-not", "-type", "s")).Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static bool IsOurs(string file) => !Others.Any(other => file.StartsWith(other, StringComparison.Ordinal));

    private static string Users(DebianBox box) => File.ReadAllText(box.File("/etc/passwd")) + File.ReadAllText(box.File("/etc/group"));
}
