using System.Diagnostics;
using System.Net.Sockets;
using SeeIt.Agent.Settings;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>A player that is the agent's own child.</summary>
internal sealed class StartedPlayer : PlayerLife
{
    private static readonly TimeSpan _endTimeout = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly string _socketPath;

    private StartedPlayer(Process process, string socketPath, TimeProvider time)
        : base(time) => (_process, _socketPath) = (process, socketPath);

    public override string Name => $"process {_process.Id}";

    protected override string NotThere => "The player did not listen";

    /// <param name="settings">Which program, with which options, on which display.</param>
    /// <param name="socketPath">Where it will listen; what lies there is removed.</param>
    /// <param name="proxy">The relay's proxy: the only place that the player can connect to.</param>
    /// <param name="time">Clock.</param>
    /// <param name="said">Told of each line that it writes to its standard error.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program is not there, or may not be started.</exception>
    public static StartedPlayer Start(PlayerSettings settings, string socketPath, Uri proxy, TimeProvider time, Action<string> said)
    {
        File.Delete(socketPath);

        // The end of its input is the player's sign that the agent is gone; the player leaves nothing behind.
        string[] arguments = ["--socket", socketPath, "--proxy-port", $"{proxy.Port}", "--exit-on-stdin-close", .. settings.Arguments];
        var start = new ProcessStartInfo(settings.Path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        PlayerEnvironment.Restrict(start.Environment, settings.Display);
        OpenFiles.KeepFromPrograms();
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{settings.Path} could not be started.");
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
            {
                said(text);
            }
        };
        process.BeginErrorReadLine();
        return new StartedPlayer(process, socketPath, time);
    }

    protected override async Task<PlayerConnection> ReachAsync(Action<PlayerEvent> onEvent, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await PlayerConnection.ConnectAsync(_socketPath, Time, onEvent, stop);
            }
            catch (SocketException) when (!_process.HasExited)
            {
                // The socket appears a few milliseconds after the process; nothing tells when.
                await Task.Delay(TimeSpan.FromMilliseconds(5), Time, stop);
            }
            catch (SocketException exception)
            {
                throw new IOException($"The player ended with exit code {_process.ExitCode} before it listened.", exception);
            }
        }
    }

    /// <summary>Asks it to end, and makes it end after 2 s.</summary>
    /// <param name="hangs">It hears nothing: it is made to end at once.</param>
    public override async Task<string> EndAsync(bool hangs = false)
    {
        if (hangs)
        {
            _process.Kill();
        }

        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(_endTimeout, Time);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        return $"ended with exit code {_process.ExitCode}";
    }

    public override async ValueTask DisposeAsync()
    {
        await EndAsync();
        _process.Dispose();
    }
}
