using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SeeIt.TestKit;

/// <summary>
/// What a player's ALSA puts out, on a pipe instead of a sound card, in the folder where the player may write. Nothing holds
/// the player back there, and it fills the time between one block of sound and the next with silence.
/// </summary>
public sealed class HeardSound : IAsyncDisposable
{
    private readonly string _pipe;
    private Process? _cat;
    private Task _reading;
    private float _loudest;

    private HeardSound(string pipe)
    {
        (_pipe, _cat) = (pipe, Listen(pipe));
        _reading = ReadAsync(_cat.StandardOutput.BaseStream);
    }

    /// <param name="socket">Of a player that listens already, and has opened no sound yet. Its audio output must be ALSA.</param>
    /// <param name="device">The name that ALSA is to know it by.</param>
    public static async Task<HeardSound> OfAsync(string socket, string device = "!default")
    {
        var home = Path.ChangeExtension(socket, ".private");
        var pipe = Path.Combine(home, $"heard-{device.TrimStart('!')}");
        await File.AppendAllTextAsync(
            Path.Combine(home, ".asoundrc"), $$"""pcm.{{device}} { type file slave.pcm "null" file "{{pipe}}" format "raw" }""" + '\n');
        using (var make = Process.Start("mkfifo", pipe))
        {
            await make.WaitForExitAsync();
        }

        return new HeardSound(pipe);
    }

    /// <summary>How far it went from silence since it was asked last, of 1.</summary>
    public float TakeLoudest() => Interlocked.Exchange(ref _loudest, 0);

    /// <summary>What the player has open breaks, and what it opens in its place breaks at its first block.</summary>
    public Task UnplugAsync() => StopListeningAsync();

    public void PlugIn()
    {
        (_cat, _loudest) = (Listen(_pipe), 0);
        _reading = ReadAsync(_cat.StandardOutput.BaseStream);
    }

    public async ValueTask DisposeAsync() => await StopListeningAsync();

    private async Task StopListeningAsync()
    {
        if (_cat is { } cat)
        {
            _cat = null;
            cat.Kill();
            await _reading;
            cat.Dispose();
        }
    }

    /// <summary>Open for writing too, so that it does not end when the player closes its sound.</summary>
    private static Process Listen(string pipe) =>
        Process.Start(new ProcessStartInfo("sh", ["-c", "exec cat <>\"$0\"", pipe]) { RedirectStandardOutput = true })!;

    private async Task ReadAsync(Stream heard)
    {
        var bytes = new byte[64 * 1024];
        var rest = 0;
        int read;
        while ((read = await heard.ReadAsync(bytes.AsMemory(rest))) > 0)
        {
            var count = rest + read;
            rest = count % sizeof(float);
            Hear(bytes.AsSpan(0, count - rest));
            bytes.AsSpan(count - rest, rest).CopyTo(bytes);
        }
    }

    /// <param name="bytes">Samples as LibVLC has them, where the card takes any.</param>
    private void Hear(ReadOnlySpan<byte> bytes)
    {
        foreach (var sample in MemoryMarshal.Cast<byte, float>(bytes))
        {
            if (Math.Abs(sample) > Volatile.Read(ref _loudest))
            {
                Interlocked.Exchange(ref _loudest, Math.Abs(sample));
            }
        }
    }
}
