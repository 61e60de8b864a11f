using System.Text.RegularExpressions;
using SeeIt.Box.Tests.Harness;

namespace SeeIt.Box.Tests;

/// <summary>From two bare machines and two files to a picture that a phone asked for.</summary>
public sealed partial class InstallationTests(Homes homes)
{
    [Fact]
    public async Task Installed_packages_run_at_once_without_a_failed_unit()
    {
        await using var home = await homes.BareAsync();
        await home.InstallAsync(homes.Broadcaster);
        foreach (var (box, unit) in new[] { (home.Tv, Household.AgentUnit), (home.Hub, Household.HubUnit) })
        {
            await Eventually.TrueAsync(async () => await box.PropertyAsync(unit, "ActiveState") == "active", $"{unit} is active");
            Assert.Equal("enabled", await box.PropertyAsync(unit, "UnitFileState"));
            Assert.Equal("0", await box.PropertyAsync(unit, "NRestarts"));
            Assert.Equal("running", (await box.RunAsync("systemctl", "is-system-running", "--wait")).Trim());
        }

        Assert.Equal("notify", await home.Tv.PropertyAsync(Household.AgentUnit, "Type"));
        Assert.Equal(("seeit-agent", "seeit-player"), (await home.Tv.PropertyAsync(Household.AgentUnit, "User"), await home.Tv.PropertyAsync(Household.PlayerUnit, "User")));
        await home.WaitForStatusAsync(status => status.Box.Name == "Living room", "the settings of the owner's own file");
    }

    [Fact]
    public async Task A_box_that_was_switched_on_announces_itself_shows_its_code_and_plays_for_the_phone_that_approves_it()
    {
        await using var home = await homes.InstalledAsync();

        // The other box sees it, and that nobody has it yet.
        await Eventually.TrueAsync(
            async () => Announcement().Match(await home.Hub.RunAsync("avahi-browse", "--resolve", "--terminate", "--parsable", "_seeit._tcp")) is { Success: true } found
                && found.Groups["address"].Value == $"{Lan.Tv}",
            "the announcement of a TV that is not paired");

        // The code on the screen is the code of the command line; the QR code leads to the hub with it.
        var status = await home.WaitForStatusAsync(status => status.Pairing is not null, "a pairing code");
        var code = status.Pairing!.Code;
        Assert.Contains(code, await home.Tv.RunAsync("seeit-agent", "status"), StringComparison.Ordinal);
        var shown = await Eventually.GetAsync(async () => await home.Screen.ReadAsync() is [var text, ..] ? text : null, "a QR code on the screen");
        Assert.StartsWith($"http://{LanNames.Hub}:5080/", shown, StringComparison.Ordinal);
        Assert.Contains(code, shown, StringComparison.OrdinalIgnoreCase);

        await home.PairAsync();
        await home.WatchAsync();
        Assert.Contains("Garden TV", await home.Tv.RunAsync("seeit-agent", "status"), StringComparison.Ordinal);
        Assert.Contains("paired=1", await home.Hub.RunAsync("avahi-browse", "--resolve", "--terminate", "--parsable", "_seeit._tcp"), StringComparison.Ordinal);
    }

    /// <summary>avahi-browse, resolved: <c>=;host0;IPv4;NAME;TYPE;DOMAIN;HOST;ADDRESS;PORT;TXT</c>.</summary>
    [GeneratedRegex("^=;[^;]*;IPv4;[^;]*;_seeit[.]_tcp;local;[^;]*;(?<address>[^;]*);[0-9]+;.*\"paired=0\"", RegexOptions.Multiline)]
    private static partial Regex Announcement();
}
