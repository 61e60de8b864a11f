using System.Net;
using System.Net.Sockets;
using SeeIt.Box.Tests.Harness;

namespace SeeIt.Box.Tests;

/// <summary>The boxes themselves, with nothing of ours on them: what the other tests stand on.</summary>
public sealed class LanTests : IAsyncLifetime
{
    private DebianBox _tv = null!;
    private DebianBox _hub = null!;

    public async ValueTask InitializeAsync()
    {
        Lan.SkipUnlessThere();
        _tv = await DebianBox.MakeAsync("tv", Lan.Tv);
        _hub = await DebianBox.MakeAsync("hub", Lan.Hub);
        await Task.WhenAll(_tv.BootAsync(), _hub.BootAsync());
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var box in new[] { _tv, _hub })
        {
            if (box is not null)
            {
                await box.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Two_boxes_boot_and_see_each_other_through_Avahi()
    {
        _hub.Write("/etc/avahi/services/probe.service", """
            <?xml version="1.0"?>
            <service-group><name>probe</name><service><type>_probe._tcp</type><port>7</port></service></service-group>
            """);
        await Eventually.TrueAsync(
            async () => (await _tv.RunAsync("avahi-browse", "--resolve", "--terminate", "--parsable", "_probe._tcp")).Contains($";{Lan.Hub};7;", StringComparison.Ordinal),
            "the other box's service");
        Assert.Equal($"{Lan.Tv}", (await _hub.RunAsync("avahi-resolve", "--name", "-4", "tv.local")).Split('\t')[^1].Trim());
    }

    [Fact]
    public async Task A_box_keeps_its_files_over_a_reboot_and_over_a_power_cut()
    {
        await _tv.RunAsync("sh", "-c", "echo kept >/var/lib/kept");
        await _tv.RebootAsync();
        Assert.Equal("kept", await _tv.RunAsync("cat", "/var/lib/kept"));
        await _tv.CutPowerAsync();
        await _tv.BootAsync();
        Assert.Equal("kept", await _tv.RunAsync("cat", "/var/lib/kept"));
    }

    /// <summary>Else a unit's IPAddressDeny and DeviceAllow would be words in these tests.</summary>
    [Fact]
    public async Task A_units_rules_on_addresses_and_devices_are_in_force()
    {
        using var server = new TcpListener(Lan.Here, 0);
        server.Start();
        string[] run = ["systemd-run", "--quiet", "--wait", "--pipe", "--collect"];
        string[] connect = ["timeout", "2", "bash", "-c", $"exec 3<>/dev/tcp/{Lan.Here}/{((IPEndPoint)server.LocalEndpoint).Port}"];
        Assert.Equal(0, await EndsWithAsync([.. run, .. connect]));
        const int TimedOut = 124;
        Assert.Equal(TimedOut, await EndsWithAsync([.. run, "--property=IPAddressDeny=any", "--property=IPAddressAllow=localhost", .. connect]));

        string[] read = ["head", "--bytes=1", "/dev/zero"];
        Assert.Equal(0, await EndsWithAsync([.. run, .. read]));
        Assert.NotEqual(0, await EndsWithAsync([.. run, "--property=DevicePolicy=strict", "--property=DeviceAllow=/dev/null rw", .. read]));

        async Task<int> EndsWithAsync(IEnumerable<string> command) => (await _tv.TryAsync(command)).ExitCode;
    }
}
