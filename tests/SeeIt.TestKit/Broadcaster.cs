using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace SeeIt.TestKit;

/// <summary>
/// <c>seeit-demo broadcast</c> as a process: three live channels and their guide. As a class fixture it serves all tests of
/// a class; <see cref="StartAsync(int, int)"/> makes one with other settings.
/// </summary>
public sealed partial class Broadcaster : IAsyncLifetime
{
    private static readonly IPEndPoint _anyPort = new(IPAddress.Loopback, 0);

    private readonly Func<Task<string>> _clips;
    private readonly int _tuners;
    private readonly IPEndPoint _listen;
    private TestProcess? _process;
    private Uri? _address;

    public Broadcaster()
        : this(() => TestClips.FolderAsync(), tuners: 4, _anyPort)
    {
    }

    private Broadcaster(Func<Task<string>> clips, int tuners, IPEndPoint listen) => (_clips, _tuners, _listen) = (clips, tuners, listen);

    public Uri Address => _address ?? throw new InvalidOperationException("The broadcaster was not started.");

    public TestProcess Process => _process ?? throw new InvalidOperationException("The broadcaster was not started.");

    /// <summary>The lineup as M3U.</summary>
    public Uri Lineup => new(Address, "lineup.m3u");

    /// <summary>The guide as XMLTV.</summary>
    public Uri Guide => new(Address, "guide.xml");

    /// <param name="clipSeconds">Length of the loop, a multiple of 8.</param>
    /// <param name="tuners">How many may watch <see cref="Channel"/> at the same time.</param>
    public static Task<Broadcaster> StartAsync(int clipSeconds = TestClips.DefaultSeconds, int tuners = 4) =>
        StartAsync(() => TestClips.FolderAsync(clipSeconds), tuners);

    /// <param name="clips">A folder with one looping clip per channel, named <c>garden.demo.ts</c> and so on.</param>
    /// <param name="tuners">How many may watch <see cref="Channel"/> at the same time.</param>
    public static Task<Broadcaster> StartAsync(string clips, int tuners) => StartAsync(() => Task.FromResult(clips), tuners);

    /// <summary>The demo's clips, at an address of this machine that others on the network can reach.</summary>
    public static Task<Broadcaster> StartAsync(IPEndPoint listen) => StartAsync(() => TestClips.FolderAsync(), tuners: 4, listen);

    /// <summary>Endless MPEG-TS: 1 is garden.demo, 2 harbour.demo, 3 news.demo.</summary>
    public Uri Channel(int number) => new(Address, string.Create(CultureInfo.InvariantCulture, $"auto/v{number}"));

    /// <summary>The same as live HLS.</summary>
    public Uri Hls(int number) => new(Address, string.Create(CultureInfo.InvariantCulture, $"hls/{number}/index.m3u8"));

    public async ValueTask InitializeAsync()
    {
        _process = TestProcess.Start(
            Repository.Demo,
            [
                "broadcast",
                "--address", $"{_listen.Address}",
                "--port", _listen.Port.ToString(CultureInfo.InvariantCulture),
                "--clips", await _clips(),
                "--tuners", _tuners.ToString(CultureInfo.InvariantCulture),
            ]);
        var line = await _process.WaitForLineAsync(Ready());
        _address = new Uri(line.Groups["address"].Value);
    }

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<Broadcaster> StartAsync(Func<Task<string>> clips, int tuners, IPEndPoint? listen = null)
    {
        var broadcaster = new Broadcaster(clips, tuners, listen ?? _anyPort);
        await broadcaster.InitializeAsync();
        return broadcaster;
    }

    [GeneratedRegex("^Broadcasting on (?<address>http://.+)$")]
    private static partial Regex Ready();
}
