using System.Text.RegularExpressions;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>
/// LibVLC's errors: the last ones kept for a failure's detail, the first ones of each session written to stderr.
/// Read as they come, on a thread of the pool. Thread-safe.
/// </summary>
internal sealed partial class LibVlcLog
{
    private const int Kept = 5;
    private const int Written = 10;

    /// <summary>LibVLC asks this module first for every media from callbacks, and it complains: they are not for it.</summary>
    private const string OlderInput = "imem";

    /// <summary>
    /// An AC-3 stream has not told its sample rate when LibVLC first asks whether it can be handed on undecoded. It complains
    /// of the rate and of the output, decodes, and asks again when the rate is known: the output is not missing.
    /// </summary>
    private const string NoRateYet = "too low audio sample frequency (0)";

    private const string NoOutput = "failed to create audio output";

    /// <summary>
    /// What ALSA's and PulseAudio's outputs of LibVLC 3 say of each block of sound once their device or server is gone. The first
    /// is opened again for each block, the second never.
    /// </summary>
    private static readonly string[] Broken = ["cannot recover playback stream", "cannot write"];

    private readonly Lock _lock = new();
    private readonly Queue<string> _errors = new();
    private readonly LibVLC _vlc;
    private readonly Action _noSound;
    private int _written;
    private bool _asked;

    /// <param name="vlc">Whose log.</param>
    /// <param name="noSound">Called each time that no audio output could be opened, or that it broke, which may be often; must not block.</param>
    public LibVlcLog(LibVLC vlc, Action noSound)
    {
        (_vlc, _noSound) = (vlc, noSound);
        _ = PumpAsync();
    }

    public IReadOnlyList<string> LastErrors
    {
        get
        {
            lock (_lock)
            {
                Drain_NeedsLock();
                return [.. _errors];
            }
        }
    }

    /// <summary>What comes from now on is a new session's.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            Drain_NeedsLock();
            _errors.Clear();
            _written = 0;
        }
    }

    private async Task PumpAsync()
    {
        while (await _vlc.Log.WaitToReadAsync())
        {
            lock (_lock)
            {
                Drain_NeedsLock();
            }
        }
    }

    private void Drain_NeedsLock()
    {
        while (_vlc.Log.TryRead(out var entry))
        {
            if (entry.Module == OlderInput || IsOnlyAsked_NeedsLock(entry.Message))
            {
                continue;
            }

            var line = $"{entry.Module}: {WithoutAddresses(entry.Message).ReplaceLineEndings(" ")}";
            _errors.Enqueue(line);
            if (_errors.Count > Kept)
            {
                _errors.Dequeue();
            }

            Write_NeedsLock(line);
            if (entry.Message.StartsWith(NoOutput, StringComparison.Ordinal) || IsBroken(entry))
            {
                _noSound();
            }
        }
    }

    /// <summary>What is said of a failure is shown on phones, and an address may hold a password.</summary>
    internal static string WithoutAddresses(string message) => Address().Replace(message, "(address)");

    [GeneratedRegex("[A-Za-z][A-Za-z0-9+.-]{0,31}://[^\\s'\"`]*", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    private static bool IsBroken(LogEntry entry) => entry.Module is "alsa" or "pulse"
        && Array.Exists(Broken, beginning => entry.Message.StartsWith(beginning, StringComparison.Ordinal));

    private bool IsOnlyAsked_NeedsLock(string message)
    {
        var was = _asked;
        _asked = message.StartsWith(NoRateYet, StringComparison.Ordinal);
        return _asked || (was && message.StartsWith(NoOutput, StringComparison.Ordinal));
    }

    private void Write_NeedsLock(string line)
    {
        _written++;
        if (_written <= Written)
        {
            Console.Error.WriteLine($"libvlc {line}");
        }
        else if (_written == Written + 1)
        {
            Console.Error.WriteLine("libvlc: further errors of this session are left out.");
        }
    }
}
