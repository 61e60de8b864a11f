using System.Diagnostics;
using System.Net.Sockets;
using SeeIt.Agent.Settings;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>One life of seeit-player, from its start to its end.</summary>
internal sealed class PlayerProcess : IAsyncDisposable
{
    private static readonly TimeSpan _startTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _endTimeout = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly string _socketPath;
    private readonly TimeProvider _time;

    private PlayerProcess(Process process, string socketPath, TimeProvider time) =>
        (_process, _socketPath, _time) = (process, socketPath, time);

    public int Id => _process.Id;

    /// <param name="settings">Which program, with which options, on which display.</param>
    /// <param name="socketPath">Where it will listen; what lies there is removed.</param>
    /// <param name="proxy">The relay's proxy: the only place that the player can connect to.</param>
    /// <param name="time">Clock.</param>
    /// <param name="said">Told of each line that it writes to its standard error.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program is not there, or may not be started.</exception>
    public static PlayerProcess Start(PlayerSettings settings, string socketPath, Uri proxy, TimeProvider time, Action<string> said)
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
        return new PlayerProcess(process, socketPath, time);
    }

    /// <exception cref="IOException">It ended before it listened.</exception>
    /// <exception cref="TimeoutException">It did not listen within 10 s.</exception>
    public async Task<PlayerConnection> ConnectAsync(Action<PlayerEvent> onEvent, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(_startTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            while (true)
            {
                try
                {
                    return await PlayerConnection.ConnectAsync(_socketPath, _time, onEvent, linked.Token);
                }
                catch (SocketException) when (!_process.HasExited)
                {
                    // The socket appears a few milliseconds after the process; nothing tells when.
                    await Task.Delay(TimeSpan.FromMilliseconds(5), _time, linked.Token);
                }
            }
        }
        catch (SocketException exception)
        {
            throw new IOException($"The player ended with exit code {_process.ExitCode} before it listened.", exception);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new TimeoutException($"The player did not listen within {_startTimeout.TotalSeconds} s.");
        }
    }

    /// <summary>Asks it to end, and makes it end after 2 s.</summary>
    /// <param name="hangs">It hears nothing: it is made to end at once.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(bool hangs = false)
    {
        if (hangs)
        {
            _process.Kill();
        }

        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(_endTimeout, _time);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _process.Dispose();
    }
}
