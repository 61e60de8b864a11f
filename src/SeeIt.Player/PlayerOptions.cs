using System.CommandLine;

namespace SeeIt.Player;

/// <summary>The command line.</summary>
/// <param name="Socket">Where to listen; null takes the socket that systemd passed.</param>
/// <param name="Plugins">The folder that packaging/make-plugins.sh made; null for <c>libvlc</c> beside the program.</param>
/// <param name="ProxyPort">The port of the relay's proxy on 127.0.0.1, the only one that is connected to; null for none.</param>
/// <param name="ExitOnStdinClose">End when stdin closes: the agent holds the other end.</param>
/// <param name="Deadline">How long one LibVLC call may take; its start takes longer, see <see cref="StartFactor"/>.</param>
/// <param name="Windowed">A window of 1280x720 with a frame.</param>
/// <param name="Vout">LibVLC's video output; null lets it choose.</param>
/// <param name="Aout">LibVLC's audio output; null lets it choose.</param>
internal sealed record PlayerOptions(
    string? Socket, string? Plugins, int? ProxyPort, bool ExitOnStdinClose, TimeSpan Deadline, bool Windowed, string? Vout, string? Aout)
{
    /// <summary>LibVLC's start may take so many times as long as one call: it reads its plugins from a cold disk.</summary>
    public const int StartFactor = 5;

    private const int WrongOptions = 2;

    /// <summary>systemd listens, and starts the player for whoever connects.</summary>
    public bool IsActivated => Socket is null;

    /// <summary>What to exit with when <see cref="Parse"/> gave null: 2 after an error, 0 after help or the version was printed.</summary>
    public static int ExitCode { get; private set; }

    /// <summary>Null when an error, the help or the version was printed instead.</summary>
    public static PlayerOptions? Parse(string[] args)
    {
        var socket = new Option<string?>("--socket") { Description = "Unix socket to listen on (mode 0600). Not needed when systemd passes one." };
        var plugins = new Option<string?>("--plugins") { Description = "Folder made by make-plugins.sh. Default: libvlc beside the program." };
        var proxyPort = new Option<int?>("--proxy-port") { Description = "Port of the agent's proxy on 127.0.0.1. Without it nothing is fetched." };
        var stdin = new Option<bool>("--exit-on-stdin-close") { Description = "End when stdin closes." };
        var deadline = new Option<int>("--deadline-ms")
        {
            Description = "End the process (exit code 70) when one LibVLC call takes longer, 100 to 60000.",
            DefaultValueFactory = _ => 2_000,
        };
        var windowed = new Option<bool>("--windowed") { Description = "A window of 1280x720 instead of the full screen." };
        var vout = new Option<string?>("--vout") { Description = "LibVLC's video output module." };
        var aout = new Option<string?>("--aout") { Description = "LibVLC's audio output module." };
        var root = new RootCommand("Shows what the See it agent tells it to, with LibVLC.")
        {
            socket, plugins, proxyPort, stdin, deadline, windowed, vout, aout,
        };
        PlayerOptions? options = null;
        root.SetAction(parsed => options = new PlayerOptions(
            parsed.GetValue(socket),
            parsed.GetValue(plugins),
            parsed.GetValue(proxyPort),
            parsed.GetValue(stdin),
            TimeSpan.FromMilliseconds(parsed.GetValue(deadline)),
            parsed.GetValue(windowed),
            parsed.GetValue(vout),
            parsed.GetValue(aout)));

        var result = root.Parse(args);
        var errors = result.Errors.Select(error => error.Message).ToList();
        if (errors.Count == 0)
        {
            ExitCode = result.Invoke();
            errors.AddRange(options?.Errors() ?? []);
        }

        if (errors.Count == 0)
        {
            return options;
        }

        errors.ForEach(error => Console.Error.WriteLine($"seeit-player: {error}"));
        Console.Error.WriteLine("seeit-player: --help lists the options.");
        ExitCode = WrongOptions;
        return null;
    }

    private IEnumerable<string> Errors()
    {
        if (Deadline.TotalMilliseconds is < 100 or > 60_000)
        {
            yield return $"--deadline-ms is {Deadline.TotalMilliseconds:F0}; it must be 100 to 60000.";
        }

        if (Plugins is not null && !Directory.Exists(Plugins))
        {
            yield return $"--plugins: there is no folder {Plugins}.";
        }
        else if (Plugins is not null && !File.Exists(Path.Combine(Plugins, ProcessEnvironment.Core)))
        {
            yield return $"--plugins: {Plugins} has no {ProcessEnvironment.Core}: make it with make-plugins.sh.";
        }

        if (ProxyPort is < 1 or > 65_535)
        {
            yield return $"--proxy-port is {ProxyPort}; it must be 1 to 65535.";
        }

        if (Socket is null && !Control.ListeningSocket.IsPassedBySystemd)
        {
            yield return "Say where to listen with --socket PATH (systemd passed no socket).";
        }
    }
}
