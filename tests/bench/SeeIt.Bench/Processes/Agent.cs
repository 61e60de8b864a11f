using System.Globalization;
using System.Net.Http.Json;
using System.Net.Sockets;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;
using SeeIt.TestKit;

namespace SeeIt.Bench.Processes;

/// <summary>How an agent is started.</summary>
/// <param name="Hub">Its hub.</param>
/// <param name="State">Its state folder, which outlives it.</param>
/// <param name="Lineup">An M3U playlist, by address or path.</param>
/// <param name="Guide">XMLTV, by address or path.</param>
/// <param name="Display">The X11 display.</param>
/// <param name="LocalApi">Whether it serves its own HTTP API (Kestrel), and announces itself.</param>
/// <param name="Traced">Whether it logs each step of a command.</param>
/// <param name="PlainOutputs">Whether its player shows by X11 without GL, and has no sound.</param>
internal sealed record AgentOptions(
    Uri Hub, TemporaryFolder State, string Lineup, string Guide, string Display, bool LocalApi = true, bool Traced = false, bool PlainOutputs = false);

/// <summary>An agent with its player.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private readonly HttpClient _local;

    private Agent(TestProcess process, DateTimeOffset startedAt, HttpClient local)
    {
        Process = process;
        StartedAt = startedAt;
        _local = local;
    }

    public TestProcess Process { get; }

    /// <summary>Taken before the process was created.</summary>
    public DateTimeOffset StartedAt { get; }

    public static Agent Start(AgentOptions options, TimeProvider time)
    {
        var settings = new List<(string Key, string Value)>(LogLine.Settings)
        {
            ("Name", "Bench TV"),
            ("Player:Path", Repository.Player),
            ("Lineup:0", options.Lineup),
            ("Guide:0", options.Guide),
            ("LocalApi:Enabled", options.LocalApi ? "true" : "false"),
            ("LocalApi:Address", "127.0.0.1"),
        };
        if (options.Traced)
        {
            settings.Add(("Logging:LogLevel:SeeIt.Agent", "Debug"));
            settings.Add(("Logging:LogLevel:SeeIt.Relay", "Debug"));
        }

        if (options.PlainOutputs)
        {
            settings.AddRange(Player.PlainOutputs.Select((argument, index) => ($"Player:Arguments:{index}", argument)));
        }

        var arguments = new List<string> { "run", "--hub", options.Hub.AbsoluteUri, "--state", options.State.Path };
        arguments.AddRange(settings.SelectMany(setting => new[] { "--set", $"{setting.Key}={setting.Value}" }));

        var startedAt = time.GetUtcNow();
        var process = TestProcess.Start(Repository.Agent, arguments, new Dictionary<string, string?> { ["DISPLAY"] = options.Display });
        return new Agent(process, startedAt, LocalClient(options.State.File(AgentApi.SocketName)));
    }

    public Task<LogLine> ConnectedAsync() => LogLine.WaitAsync(Process, StartedAt, "Connected to the hub");

    public Task<LogLine> ImportedAsync() => LogLine.WaitAsync(Process, StartedAt, "Imported ");

    /// <summary>The player's process id.</summary>
    public async Task<int> PlayerAsync()
    {
        const string Before = "The player runs (process ";
        var text = (await LogLine.WaitAsync(Process, StartedAt, Before)).Text;
        var from = text.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return int.Parse(text.AsSpan(from, text.IndexOf(')', from) - from), CultureInfo.InvariantCulture);
    }

    /// <summary>What the TV shows while it waits to be paired, as soon as it shows it.</summary>
    public Task<PairingPrompt> PairingAsync() => Eventually.GetAsync(
        async () => (await _local.GetFromJsonAsync(AgentApi.StatusPath, LocalApiJson.Default.AgentStatus))?.Pairing,
        "the agent shows a pairing code");

    public async Task<IReadOnlyList<ChannelInfo>> ChannelsAsync() =>
        (await _local.GetFromJsonAsync(AgentApi.ChannelsPath, LocalApiJson.Default.IReadOnlyListChannelInfo))!;

    /// <summary>Asks for a channel, as a person at the box does, and returns when its first picture was shown.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public Task SeeItAsync(string channel, DateTimeOffset now) => CommandAsync(new SeeItVerb(new AiringReference(channel, now, channel)));

    /// <summary>Asks for the next channel, as a person at the box does, and returns when its first picture was shown.</summary>
    /// <exception cref="InvalidOperationException">It was not.</exception>
    public Task ChannelUpAsync() => CommandAsync(new ChannelStepVerb(1));

    /// <summary>Ends what is on.</summary>
    public Task StopAsync() => CommandAsync(new StopVerb());

    public async ValueTask DisposeAsync()
    {
        _local.Dispose();
        await Process.DisposeAsync();
    }

    private async Task CommandAsync(Verb verb)
    {
        using var answer = await _local.PostAsJsonAsync(AgentApi.CommandsPath, verb, LocalApiJson.Default.Verb);
        answer.EnsureSuccessStatusCode();
        var report = await answer.Content.ReadFromJsonAsync(LocalApiJson.Default.CommandReport);
        if (report?.Progress != Progress.Done)
        {
            throw new InvalidOperationException($"{verb} ended as {report}. The agent printed:\n{Process.Output}");
        }
    }

    private static HttpClient LocalClient(string socketPath) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    })
    { BaseAddress = new Uri("http://box") };
}
