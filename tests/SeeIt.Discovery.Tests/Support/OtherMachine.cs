using System.Diagnostics;

namespace SeeIt.Discovery.Tests.Support;

/// <summary>A machine on the same LAN, with an Avahi of its own that browses for <c>_seeit._tcp</c>.</summary>
internal sealed class OtherMachine : IAsyncDisposable
{
    /// <summary>D-Bus and Avahi on a fresh /run, until killed.</summary>
    public const string Daemons = """
        dbus-daemon --system --nofork --nopidfile 2>/dev/null &
        until [ -S /run/dbus/system_bus_socket ]; do sleep 0.05; done
        avahi-daemon --no-drop-root --no-rlimits 2>/dev/null
        """;

    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(90);

    private readonly Process _process;

    private OtherMachine(Process process) => _process = process;

    public static async Task<OtherMachine> StartAsync()
    {
        var process = Shell.Start(
            $"""
            mount -t tmpfs tmpfs /run
            mkdir -p /run/dbus /run/avahi-daemon
            ip link set lo up
            echo ready
            read cable
            ip address add 10.77.0.2/24 dev ph0
            ip link set ph0 up
            ({Daemons}) &
            until avahi-browse -t _none._tcp 2>/dev/null; do sleep 0.1; done
            exec avahi-browse --resolve --parsable _seeit._tcp
            """,
            "--net",
            "--mount");
        Assert.Equal("ready", await process.StandardOutput.ReadLineAsync());
        await Shell.RunAsync($"""
            ip link add tv0 type veth peer name ph0 netns {process.Id}
            ip address add 10.77.0.1/24 dev tv0
            ip link set tv0 up
            """);
        await process.StandardInput.WriteLineAsync("plugged in");
        await process.StandardInput.FlushAsync();
        return new OtherMachine(process);
    }

    /// <summary>The next line of avahi-browse that is as wanted.</summary>
    public async Task<string> WaitForAsync(Predicate<string> isWanted)
    {
        using var limit = new CancellationTokenSource(Generous);
        while (await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (isWanted(line))
            {
                return line;
            }
        }

        throw new InvalidOperationException("avahi-browse ended.");
    }

    public Task WaitUntilGoneAsync() => WaitForAsync(line => line.StartsWith("-;", StringComparison.Ordinal));

    /// <summary>Asks anew, until the answer holds the text (and not the other).</summary>
    public async Task<string> ResolveAsync(string text, string? not = null)
    {
        using var limit = new CancellationTokenSource(Generous);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var answer = await Shell.RunAsync($"nsenter --target $(pgrep --parent {_process.Id}) --net --mount --pid avahi-browse --resolve --parsable --terminate _seeit._tcp || true");
            if (answer.Contains(text, StringComparison.Ordinal) && (not is null || !answer.Contains(not, StringComparison.Ordinal)))
            {
                return answer;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Shell.EndAsync(_process);
        _process.Dispose();
    }
}
