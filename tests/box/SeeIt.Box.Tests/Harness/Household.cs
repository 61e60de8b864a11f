using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;
using SeeIt.EndToEnd.Tests;

namespace SeeIt.Box.Tests.Harness;

/// <summary>
/// A home: the set-top box with the package seeit-agent, and another box with the package seeit-hub. The phone is the tests'
/// own, and so are the channels' broadcaster and the DNS server.
/// </summary>
internal sealed class Household : IAsyncDisposable
{
    /// <summary>Where the packaged agent keeps its state.</summary>
    public const string StateFolder = "/var/lib/seeit-agent";

    /// <summary>Where it listens to its owner.</summary>
    public const string RuntimeFolder = "/run/seeit-agent";

    public const string PlayerSocket = "/run/seeit-player/player.sock";

    public const string AgentUnit = "seeit-agent.service";

    public const string PlayerUnit = "seeit-player.service";

    public const string HubUnit = "seeit-hub.service";

    private const int HubPort = 5080;
    private const string Framebuffer = "/run/screen/Xvfb_screen0";

    private readonly TemporaryFolder _folder = new();
    private int _shots;

    private Household(DebianBox tv, DebianBox hub)
    {
        (Tv, Hub) = (tv, hub);
        Screen = new TvScreen(TakeScreenshotAsync);
    }

    public static Uri HubAddress { get; } = new($"http://{Lan.Hub}:{HubPort}");

    public DebianBox Tv { get; }

    public DebianBox Hub { get; }

    public TvScreen Screen { get; }

    /// <summary>Of whom the TV is; null until it is paired.</summary>
    public Phone? Phone { get; set; }

    /// <param name="tv">The set-top box's disk, as layers; null: the bare Debian.</param>
    /// <param name="hub">The hub's.</param>
    public static async Task<Household> MakeAsync(IReadOnlyList<string>? tv = null, IReadOnlyList<string>? hub = null)
    {
        var box = await DebianBox.MakeAsync("tv", Lan.Tv, tv);
        try
        {
            return new Household(box, await DebianBox.MakeAsync("hub", Lan.Hub, hub));
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    public Task BootAsync() => Task.WhenAll(Tv.BootAsync(), Hub.BootAsync());

    /// <summary>A screen, settings of the owner's, and the packages; as apt does it, on boxes that run.</summary>
    public async Task InstallAsync(Broadcaster broadcaster)
    {
        Tv.Write("/etc/resolv.conf", $"nameserver {Lan.Here}\noptions timeout:1 attempts:1\n");
        Tv.Write("/etc/systemd/system/tv-screen.service", """
            [Unit]
            Description=A virtual screen
            [Service]
            ExecStart=/usr/bin/Xvfb :0 -screen 0 1280x720x24 -fbdir /run/screen -ac -nolisten tcp -noreset
            RuntimeDirectory=screen
            [Install]
            WantedBy=multi-user.target
            """);
        await Tv.RunAsync("systemctl", "--quiet", "enable", "--now", "tv-screen.service");
        Tv.Write("/etc/seeit-agent/50-home.json", $$"""
            {
              "Hub": "http://{{LanNames.Hub}}:{{HubPort}}",
              "Name": "Living room",
              "Zone": "Europe/London",
              "Lineup": ["{{broadcaster.Lineup}}"],
              "Guide": ["{{broadcaster.Guide}}"]
            }
            """);
        Hub.Write("/etc/default/seeit-hub", $"ASPNETCORE_URLS=http://*:{HubPort}\nSEEIT_HUB_PairingPollSeconds=1\n");
        await Task.WhenAll(InstallAsync(Tv, Packages.Agent), InstallAsync(Hub, Packages.Hub));
    }

    /// <summary>As the owner does: apt, with a file. Its dependencies have to be there.</summary>
    public static async Task<string> InstallAsync(DebianBox box, string package)
    {
        var name = $"/var/tmp/{Path.GetFileName(package)}";
        File.Copy(package, box.File(name), overwrite: true);
        try
        {
            // What is a conffile of the package and was written by the owner before stays the owner's.
            return await box.RunAsync("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", name);
        }
        finally
        {
            File.Delete(box.File(name));
        }
    }

    /// <summary>What the box tells its owner over its Unix socket.</summary>
    public async Task<AgentStatus> StatusAsync()
    {
        // Of the boot that is now: the path leads through systemd of that boot.
        using var owner = Owner();
        return await owner.StatusAsync();
    }

    public async Task<CommandReport> DoAsync(Verb verb)
    {
        using var owner = Owner();
        return await owner.DoAsync(verb);
    }

    public async Task<AgentStatus> WaitForStatusAsync(Func<AgentStatus, bool> wanted, string what, TimeSpan? timeout = null)
    {
        AgentStatus? last = null;
        try
        {
            return await Eventually.GetAsync(async () => wanted(last = await StatusAsync()) ? last : null, what, timeout);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}; the last status was {last}.\n{await Tv.DescribeAsync()}", exception);
        }
    }

    /// <summary>Waits until the hub answers.</summary>
    public static async Task WaitForHubAsync()
    {
        using var http = new HttpClient { BaseAddress = HubAddress };
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await http.GetAsync(new Uri("/", UriKind.Relative));
                return (int)answer.StatusCode < 500;
            },
            "the hub");
    }

    /// <summary>A new account approves the TV by what that shows.</summary>
    public async Task PairAsync()
    {
        await WaitForHubAsync();
        Phone = await Phone.RegisterAsync(HubAddress);
        var status = await WaitForStatusAsync(status => status.Pairing is not null, "a pairing code");
        await Phone.ApproveAsync(status.Pairing!.Code, status.Pairing.Number);
        await WaitForLinkAsync();
    }

    public Task WaitForLinkAsync() => WaitForStatusAsync(status => status.Linked, "the link to the hub");

    /// <summary>The process that a unit's service is.</summary>
    /// <returns>Its id as this machine counts, not the box.</returns>
    public static async Task<int> MainProcessAsync(DebianBox box, string unit)
    {
        ArgumentNullException.ThrowIfNull(box);
        var inside = await Eventually.GetAsync(async () => await box.PropertyAsync(unit, "MainPID") is var id and not "0" ? id : null, $"a process of {unit}");
        return box.OutsideId(inside);
    }

    /// <summary>Watches the demo's first channel, from the phone, until its picture moves.</summary>
    public async Task WatchAsync(string channel = "garden.demo")
    {
        await WaitForStatusAsync(status => status.Linked, "the link to the hub");
        await Eventually.TrueAsync(async () => await ChannelsAsync() > 0, "the lineup");
        var seen = await Phone!.DoAsync(new SeeItVerb(new AiringReference(channel, DateTimeOffset.UnixEpoch, "Anything")));
        Assert.True(seen.Progress == Progress.Done, $"{seen.Progress} {seen.Failure}: {seen.Detail}\n{await Tv.DescribeAsync()}");
        await Screen.WaitForMovingClockAsync(channel);
    }

    /// <summary>A PNG of what the TV shows.</summary>
    public async Task<string> TakeScreenshotAsync()
    {
        var path = _folder.File($"{Interlocked.Increment(ref _shots)}.png");
        await Command.RunAsync("convert", $"xwd:{Tv.File(Framebuffer)}", $"png:{path}");
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await Tv.DisposeAsync();
        await Hub.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<int> ChannelsAsync()
    {
        using var owner = Owner();
        return (await owner.ChannelsAsync()).Count;
    }

    private BoxClient Owner() => new(Tv.File(RuntimeFolder));
}
