using System.Runtime.InteropServices;

namespace SeeIt.Player;

/// <summary>
/// Whatever asks the process to end: SIGTERM, SIGINT, the closed window, the end of the agent's connection, and, when asked
/// for, a closed stdin. A process that has not ended 3 s later is ended.
/// </summary>
internal sealed class ExitSignals : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _exit = new();
    private int _asked;
    private readonly PosixSignalRegistration[] _signals;

    public ExitSignals(bool onStdinClose)
    {
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
        ];
        if (onStdinClose)
        {
            new Thread(WaitForStdin, maxStackSize: 128 * 1024) { IsBackground = true, Name = "stdin" }.Start();
        }
    }

    public CancellationToken Token => _exit.Token;

    public void Exit()
    {
        if (Interlocked.Exchange(ref _asked, 1) == 0)
        {
            new Thread(EndAtLast, maxStackSize: 128 * 1024) { IsBackground = true, Name = "end" }.Start();
        }

        try
        {
            _exit.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It is ending already.
        }
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _exit.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        Exit();
    }

    /// <summary>Nobody else may have the right to end it: see <see cref="Playback.Deadline"/>, whose exit code this is.</summary>
    private static void EndAtLast()
    {
        using var never = new ManualResetEventSlim();
        never.Wait(_patience);
        Libc._exit(Playback.Deadline.ExitCode);
    }

    private void WaitForStdin()
    {
        using var stdin = Console.OpenStandardInput();
        var ignored = new byte[256];
        try
        {
            while (stdin.Read(ignored) > 0)
            {
            }
        }
        catch (IOException)
        {
            // As good as closed.
        }

        Exit();
    }
}
