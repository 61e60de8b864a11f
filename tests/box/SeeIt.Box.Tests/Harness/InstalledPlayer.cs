using System.Net.Sockets;
using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;

namespace SeeIt.Box.Tests.Harness;

/// <summary>
/// The installed player, with the test in the agent's place: that is stopped, so nobody checks what the player is told to
/// open. Its layers of defence can be taken away one by one.
/// </summary>
internal sealed class InstalledPlayer(Household home)
{
    /// <summary>Of the relay's proxy, as the units have it: the only one that the player may connect to.</summary>
    public const int ProxyPort = 7346;

    private const string Plugins = "/var/lib/seeit-player/libvlc/vlc/plugins";

    /// <param name="plugins">The chosen plugins are all that there are.</param>
    /// <param name="confined">The player restricts itself by Landlock.</param>
    /// <param name="unit">The unit's rules on files, addresses and sockets are in force.</param>
    public async Task PrepareAsync(bool plugins, bool confined, bool unit)
    {
        var box = home.Tv;
        await box.RunAsync("systemctl", "stop", Household.AgentUnit);
        if (!plugins)
        {
            var link = new FileInfo(box.File($"{Plugins}/access/libimem_plugin.so")).LinkTarget!;
            Directory.Delete(box.File(Plugins), recursive: true);
            File.CreateSymbolicLink(box.File(Plugins), Path.GetFullPath(Path.Combine(link, "../..")));
        }

        var rules = "[Service]\n";
        if (!confined)
        {
            // As a kernel answers that has no Landlock.
            rules += "SystemCallFilter=~landlock_create_ruleset:ENOSYS landlock_add_rule:ENOSYS landlock_restrict_self:ENOSYS\n";
        }

        if (!unit)
        {
            rules += "ProtectSystem=no\nInaccessiblePaths=\nProtectHome=no\nPrivateTmp=no\nIPAddressDeny=\nIPAddressAllow=\n"
                + "SocketBindDeny=\nRestrictAddressFamilies=\nPrivateUsers=no\nProtectProc=default\n";
        }

        box.Write($"/etc/systemd/system/{Household.PlayerUnit}.d/50-layers.conf", rules);
        await box.RunAsync("systemctl", "daemon-reload");
        await box.RunAsync("systemctl", "restart", Household.PlayerUnit);
    }

    /// <summary>Has a player open an address, and waits until it gave up, or plays.</summary>
    public async Task<PlayerEvent> OpenAsync(string address)
    {
        await using var client = await ConnectAsync();
        await client.Do(new OpenRequest(1, new ProxyInput(address, $"http://127.0.0.1:{ProxyPort}")));
        return await client.Next<PlayerEvent>(e => e is FailedEvent or EndedEvent or FirstPictureEvent);
    }

    /// <summary>As <see cref="OpenAsync"/>, but no longer than this: where packets are dropped, a connection is tried for minutes.</summary>
    public async Task TryAsync(string address, TimeSpan patience)
    {
        await using var client = await ConnectAsync();
        await client.Do(new OpenRequest(1, new ProxyInput(address, $"http://127.0.0.1:{ProxyPort}")));
        var end = client.Next<PlayerEvent>(e => e is FailedEvent or EndedEvent or FirstPictureEvent);
        await Task.WhenAny(end, Task.Delay(patience, TimeProvider.System));
    }

    /// <summary>Greeted. The one before ends with its connection, and may still take the next: then it is tried again.</summary>
    private async Task<PlayerClient> ConnectAsync()
    {
        PlayerClient? client = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(home.Tv.File(Household.PlayerSocket)));
                await using (var stream = new NetworkStream(socket, ownsSocket: false))
                {
                    await FrameStream.WriteAsync(stream, new ControlHeader(), PlayerJson.Default.ConnectionHeader, CancellationToken.None);
                }

                client = new PlayerClient(socket, () => "");
                try
                {
                    return (await client.Call(new HelloRequest(FrameStream.ProtocolVersion))).Error is null;
                }
                catch (IOException)
                {
                    await client.DisposeAsync();
                    throw;
                }
            },
            "a player that answers");
        return client!;
    }
}
