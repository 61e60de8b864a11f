using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace SeeIt.Architecture.Tests.Packaging;

/// <summary>The services' units: what a process that was broken into can still do. Read, and rated by systemd itself.</summary>
public sealed class UnitTests
{
    private static readonly string[] AgentsPlaces = ["-/var/lib/seeit-agent", "-/run/seeit-agent", "-/etc/seeit-agent"];

    /// <summary>systemd's scale goes from 0 to 10; a unit without any restriction has 9.2.</summary>
    [Theory]
    [InlineData("seeit-agent.service", 1.5)]
    [InlineData("seeit-player.service", 2.5)]
    [InlineData("seeit-hub.service", 2.5)]
    public async Task Exposure_is_no_more_than(string unit, double limit)
    {
        var threshold = string.Create(CultureInfo.InvariantCulture, $"--threshold={limit * 10:F0}");
        var start = new ProcessStartInfo("systemd-analyze", ["security", "--offline=yes", "--no-pager", threshold, new Unit(unit).File])
        {
            RedirectStandardOutput = true,
        };
        using var process = Start(start);
        Assert.SkipWhen(process is null, "systemd-analyze is not installed: it comes with systemd.");
        var table = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"Overall exposure level for {unit}", table, StringComparison.Ordinal);
        Assert.True(process.ExitCode == 0, table);
    }

    [Fact]
    public void The_agent_has_no_memory_that_is_writable_and_executable() =>
        Assert.Equal("yes", new Unit("seeit-agent.service").Value("MemoryDenyWriteExecute"));

    [Fact]
    public void The_agent_reaches_no_device_but_CEC_and_the_clock()
    {
        var agent = new Unit("seeit-agent.service");
        Assert.Equal("closed", agent.Value("DevicePolicy"));
        Assert.Equal(["char-cec rw", "char-rtc rw"], agent.Values("DeviceAllow"));
    }

    [Fact]
    public void The_player_is_another_user_that_cannot_reach_the_agents_files()
    {
        var player = new Unit("seeit-player.service");
        Assert.NotEqual(new Unit("seeit-agent.service").Value("User"), player.Value("User"));
        Assert.Empty(AgentsPlaces.Except(player.Words("InaccessiblePaths")));
        Assert.Equal("strict", player.Value("ProtectSystem"));
    }

    [Fact]
    public void The_player_reaches_no_network_but_this_machine()
    {
        var player = new Unit("seeit-player.service");
        Assert.Equal("any", player.Value("IPAddressDeny"));
        Assert.Equal("localhost", player.Value("IPAddressAllow"));
        Assert.Equal(["AF_UNIX", "AF_INET"], player.Words("RestrictAddressFamilies"));
    }

    [Fact]
    public void Only_the_agent_may_connect_to_the_player()
    {
        var socket = new Unit("seeit-player.socket");
        Assert.Equal(new Unit("seeit-agent.service").Value("Group"), socket.Value("SocketGroup"));
        Assert.Equal("0660", socket.Value("SocketMode"));
    }

    /// <summary>Nobody at home starts a service that systemd has given up.</summary>
    [Theory]
    [InlineData("seeit-agent.service")]
    [InlineData("seeit-player.service")]
    [InlineData("seeit-hub.service")]
    public void A_service_that_ends_is_started_again_for_ever(string unit)
    {
        Assert.Equal("always", new Unit(unit).Value("Restart"));
        Assert.NotEmpty(new Unit(unit).Value("RestartSec"));
        Assert.Equal("0", new Unit(unit).Value("StartLimitIntervalSec"));
    }

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
