using System.Runtime.InteropServices;

namespace SeeIt.Player;

/// <summary>Whatever asks the process to end: SIGTERM, SIGINT, the closed window, and, when asked for, a closed stdin.</summary>
internal sealed class ExitSignals : IDisposable
{
    private readonly CancellationTokenSource _exit = new();
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
