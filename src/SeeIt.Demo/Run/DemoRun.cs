using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using SeeIt.Demo.Broadcast;

namespace SeeIt.Demo.Run;

/// <summary>The whole of See it on this machine: start everything, say where the phone page is, and end everything.</summary>
public sealed class DemoRun : IAsyncDisposable
{
    private readonly DemoOptions _options;
    private readonly ProcessFamily _family;
    private readonly WebApplication _broadcast;
    private readonly TimeProvider _time;
    private readonly string _state;

    private DemoRun(DemoOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _broadcast = BroadcastServer.Build(new BroadcastServer.Options(IPAddress.Loopback, 0, options.Clips, Tuners: 4), time);
        _state = options.Fresh ? Directory.CreateTempSubdirectory("seeit-demo-").FullName : Directory.CreateDirectory(options.State).FullName;
        _family = new ProcessFamily(time);
    }

    /// <returns>0 when it ended as it was asked to (SIGINT, SIGTERM, SIGHUP); 1 when a part of it could not start, or ended by itself.</returns>
    public static async Task<int> RunAsync(DemoOptions options, TimeProvider time)
    {
        using var end = new CancellationTokenSource();
        using var interrupt = OnSignal(PosixSignal.SIGINT, end);
        using var terminate = OnSignal(PosixSignal.SIGTERM, end);
        using var hangUp = OnSignal(PosixSignal.SIGHUP, end);
        if (options.Missing().ToList() is { Count: > 0 } missing)
        {
            missing.ForEach(Complain);
            return 1;
        }

        try
        {
            await using var run = new DemoRun(options, time);
            await run.StartAndWatchAsync(end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            Complain(exception.Message);
        }

        return 1;
    }

    public async ValueTask DisposeAsync()
    {
        Say("Ending.");
        await _family.DisposeAsync();
        await _broadcast.DisposeAsync();
        if (_options.Fresh)
        {
            Directory.Delete(_state, recursive: true);
        }
    }

    private async Task StartAndWatchAsync(CancellationToken end)
    {
        await _broadcast.StartAsync(end);
        var channels = _broadcast.Urls.Single();
        Say($"Three channels are on the air: {channels}/lineup.m3u");
        var display = await VirtualScreen.FindOrStartAsync(_family, Say, end);

        var page = $"http://localhost:{ChoosePort()}";
        var hub = Start("hub", _options.Hub, ["--urls", page, "--DataFolder", Folder("hub")], new() { ["Logging__LogLevel__Default"] = "Warning" });
        await WaitUntilItAnswersAsync(hub, page, end);

        var agent = Start("agent", _options.Agent, ["run", "--config", WriteAgentSettings(page, channels)], new() { ["DISPLAY"] = display });
        Say($"The phone page: {page}");
        Console.Write(TerminalQrCode.Render(page));
        Say("Ctrl-C ends all of it.");

        var ended = await Task.WhenAny(WatchAsync("hub", hub, end), WatchAsync("agent", agent, end));
        await ended;
    }

    /// <exception cref="IOException">It ended, though nobody asked it to.</exception>
    private static async Task WatchAsync(string name, Process child, CancellationToken end)
    {
        await child.WaitForExitAsync(end);
        throw new IOException($"The {name} ended with {child.ExitCode}.");
    }

    private async Task WaitUntilItAnswersAsync(Process hub, string page, CancellationToken end)
    {
        using var http = new HttpClient();
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(end);
        var watch = WatchAsync("hub", hub, answered.Token);
        while (!watch.IsCompleted)
        {
            try
            {
                using var answer = await http.GetAsync(page, HttpCompletionOption.ResponseHeadersRead, end);
                await answered.CancelAsync();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.WhenAny(watch, Task.Delay(TimeSpan.FromMilliseconds(100), _time, end));
            }
        }

        await watch;
    }

    private Process Start(string name, string path, IEnumerable<string> arguments, Dictionary<string, string> environment) =>
        _family.Start(path, arguments, environment, line => Console.WriteLine($"{name,-6}| {line}"));

    /// <summary>The agent's settings, in words of its appsettings.json.</summary>
    private string WriteAgentSettings(string hub, string channels)
    {
        var path = Path.Combine(_state, "agent.json");
        var settings = new
        {
            Hub = hub,
            StateFolder = Folder("agent"),
            Name = "Demo TV",
            Lineup = new[] { $"{channels}/lineup.m3u" },
            Guide = new[] { $"{channels}/guide.xml" },
            Player = new { Path = _options.Player, Arguments = new[] { "--windowed" } },

            // The demo's hub is on this machine only: on the LAN nobody could use this TV.
            Announce = false,
            LocalApi = new { Address = "127.0.0.1" },
        };
        File.WriteAllText(path, JsonSerializer.Serialize(settings));
        return path;
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_state, name)).FullName;

    private int ChoosePort()
    {
        try
        {
            return Free(_options.HubPort);
        }
        catch (SocketException)
        {
            var free = Free(0);
            Say($"Port {_options.HubPort} is taken: the phone page is on {free}.");
            return free;
        }
    }

    /// <exception cref="SocketException">The port is taken.</exception>
    private static int Free(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static PosixSignalRegistration OnSignal(PosixSignal signal, CancellationTokenSource end) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            end.Cancel();
        });

    private static void Say(string text) => Console.WriteLine($"demo  | {text}");

    private static void Complain(string text) => Console.Error.WriteLine($"seeit-demo: {text}");
}
