using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SeeIt.Player.Tests.Harness;

/// <summary>
/// What a player's ALSA puts out, on a pipe instead of a sound card, in the folder where the player may write. Nothing holds
/// the player back there, and it fills the time between one block of sound and the next with silence.
/// </summary>
public sealed class HeardSound : IAsyncDisposable
{
    private readonly Process _cat;
    private readonly Task _reading;
    private float _loudest;

    private HeardSound(Process cat)
    {
        _cat = cat;
        _reading = ReadAsync();
    }

    /// <param name="player">Listens already, and has opened no sound yet. Its audio output must be ALSA.</param>
    public static async Task<HeardSound> Of(PlayerProcess player)
    {
        var home = Path.ChangeExtension(player.Socket, ".private");
        var pipe = Path.Combine(home, "heard");
        await File.WriteAllTextAsync(
            Path.Combine(home, ".asoundrc"), $$"""pcm.!default { type file slave.pcm "null" file "{{pipe}}" format "raw" }""");
        using (var make = Process.Start("mkfifo", pipe))
        {
            await make.WaitForExitAsync();
        }

        // Open for writing too, so that it does not end when the player closes its sound.
        return new HeardSound(Process.Start(new ProcessStartInfo("sh", ["-c", "exec cat <>\"$0\"", pipe]) { RedirectStandardOutput = true })!);
    }

    /// <summary>How far it went from silence since it was asked last, of 1.</summary>
    public float TakeLoudest() => Interlocked.Exchange(ref _loudest, 0);

    public async ValueTask DisposeAsync()
    {
        _cat.Kill();
        await _reading;
        _cat.Dispose();
    }

    private async Task ReadAsync()
    {
        var bytes = new byte[64 * 1024];
        var rest = 0;
        int read;
        while ((read = await _cat.StandardOutput.BaseStream.ReadAsync(bytes.AsMemory(rest))) > 0)
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
