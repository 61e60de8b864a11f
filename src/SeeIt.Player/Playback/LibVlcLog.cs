using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>LibVLC's errors: the last ones kept for a failure's detail, the first ones of each session written to stderr.</summary>
internal sealed class LibVlcLog(LibVLC vlc)
{
    private const int Kept = 5;
    private const int Written = 20;

    private readonly Queue<string> _errors = new();
    private int _written;

    public IReadOnlyList<string> LastErrors => [.. _errors];

    /// <summary>What comes from now on is a new session's.</summary>
    public void Begin()
    {
        Drain();
        _errors.Clear();
        _written = 0;
    }

    public void Drain()
    {
        while (vlc.Log.TryRead(out var entry))
        {
            var line = $"{entry.Module}: {entry.Message}";
            _errors.Enqueue(line);
            if (_errors.Count > Kept)
            {
                _errors.Dequeue();
            }

            if (_written++ < Written)
            {
                Console.Error.WriteLine($"libvlc {line}");
            }
            else if (_written == Written + 1)
            {
                Console.Error.WriteLine("libvlc: further errors of this session are left out.");
            }
        }
    }
}
