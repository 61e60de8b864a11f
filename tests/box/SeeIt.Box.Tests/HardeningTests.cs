using System.Globalization;
using System.Text.RegularExpressions;
using SeeIt.Box.Tests.Harness;

namespace SeeIt.Box.Tests;

/// <summary>What systemd itself says of the installed services, and what they weigh.</summary>
public sealed partial class HardeningTests(Homes homes)
{
    private const int IdleMegabytes = 45;

    [Fact]
    public async Task Systemd_finds_little_that_the_services_are_exposed_by()
    {
        await using var home = await homes.InstalledAsync();
        foreach (var (box, unit, most) in new[] { (home.Tv, Household.AgentUnit, 1.5), (home.Tv, Household.PlayerUnit, 2.5), (home.Hub, Household.HubUnit, 2.5) })
        {
            var said = await box.RunAsync("systemd-analyze", "--no-pager", "security", unit);
            var exposure = double.Parse(Exposure().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
            TestContext.Current.TestOutputHelper!.WriteLine($"{unit}: {exposure}");
            Assert.True(exposure <= most, said);
        }
    }

    /// <summary>Paired, and with nothing on: 20 s after it linked.</summary>
    [Fact]
    public async Task Agent_and_player_are_small_when_idle()
    {
        await using var home = await homes.PairedAsync();
        await home.WaitForLinkAsync();
        await Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        foreach (var unit in new[] { Household.AgentUnit, Household.PlayerUnit })
        {
            var process = await Household.MainProcessAsync(home.Tv, unit);
            var line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            var megabytes = int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
            TestContext.Current.TestOutputHelper!.WriteLine($"{unit}: {megabytes:0.0} MB resident when idle.");
            Assert.InRange(megabytes, 1, IdleMegabytes);
        }
    }

    [GeneratedRegex("Overall exposure level for .*: ([0-9.]+) ")]
    private static partial Regex Exposure();
}
