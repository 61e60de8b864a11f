using System.Text.RegularExpressions;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>
/// LibVLC's errors, each session's apart: the last ones kept for a failure's detail, the first ones of each session written
/// to stderr. Read as they come, on a thread of the pool. Thread-safe.
/// </summary>
internal sealed partial class LibVlcLog
{
    private const int Kept = 5;
    private const int Written = 10;

    /// <summary>Of lines that LibVLC names no player for.</summary>
    public const long Nobody = 0;

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

    /// <summary>By player; a player plays one session at a time.</summary>
    private readonly Dictionary<long, Errors> _errors = [];
    private readonly LibVLC _vlc;
    private readonly Action<long> _noSound;
    private long _read;

    /// <param name="vlc">Whose log.</param>
    /// <param name="noSound">Called with its player each time that no audio output could be opened, or that it broke, which may be often; must not block.</param>
    public LibVlcLog(LibVLC vlc, Action<long> noSound)
    {
        (_vlc, _noSound) = (vlc, noSound);
        _ = PumpAsync();
    }

    /// <summary>What was said of a player's session last.</summary>
    /// <param name="player">Its id.</param>
    /// <param name="isAlone">No other session runs: what LibVLC names no player for is this one's, if it came since it began.</param>
    public IReadOnlyList<string> LastErrors(long player, bool isAlone)
    {
        lock (_lock)
        {
            Drain_NeedsLock();
            var own = Of_NeedsLock(player);
            var nobodys = isAlone ? Of_NeedsLock(Nobody).Lines.Where(line => line.Number > own.BegunAfter) : [];
            return [.. own.Lines.Concat(nobodys).OrderBy(line => line.Number).Select(line => line.Text)];
        }
    }

    /// <summary>What comes of a player from now on is a new session's.</summary>
    public void Begin(long player)
    {
        lock (_lock)
        {
            Drain_NeedsLock();
            _errors[player] = new Errors(_read);
            Of_NeedsLock(Nobody).Written = 0;
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
            var errors = Of_NeedsLock(entry.Player);
            if (entry.Module == OlderInput || errors.IsOnlyAsked(entry.Message))
            {
                continue;
            }

            var line = $"{entry.Module}: {WithoutAddresses(entry.Message).ReplaceLineEndings(" ")}";
            errors.Add(++_read, line);
            Write(errors, line);
            if (entry.Message.StartsWith(NoOutput, StringComparison.Ordinal) || IsBroken(entry))
            {
                _noSound(entry.Player);
            }
        }
    }

    private Errors Of_NeedsLock(long player)
    {
        if (!_errors.TryGetValue(player, out var errors))
        {
            _errors[player] = errors = new Errors(_read);
        }

        return errors;
    }

    /// <summary>What is said of a failure is shown on phones, and an address may hold a password.</summary>
    internal static string WithoutAddresses(string message) => Address().Replace(message, "(address)");

    [GeneratedRegex("[A-Za-z][A-Za-z0-9+.-]{0,31}://[^\\s'\"`]*", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    private static bool IsBroken(LogEntry entry) => entry.Module is "alsa" or "pulse"
        && Array.Exists(Broken, beginning => entry.Message.StartsWith(beginning, StringComparison.Ordinal));

    private static void Write(Errors errors, string line)
    {
        errors.Written++;
        if (errors.Written <= Written)
        {
            Console.Error.WriteLine($"libvlc {line}");
        }
        else if (errors.Written == Written + 1)
        {
            Console.Error.WriteLine("libvlc: further errors of this session are left out.");
        }
    }

    /// <param name="begunAfter">The number of the line before its first.</param>
    private sealed class Errors(long begunAfter)
    {
        private bool _asked;

        public long BegunAfter => begunAfter;

        public Queue<(long Number, string Text)> Lines { get; } = new();

        public int Written { get; set; }

        public void Add(long number, string text)
        {
            Lines.Enqueue((number, text));
            if (Lines.Count > Kept)
            {
                Lines.Dequeue();
            }
        }

        public bool IsOnlyAsked(string message)
        {
            var was = _asked;
            _asked = message.StartsWith(NoRateYet, StringComparison.Ordinal);
            return _asked || (was && message.StartsWith(NoOutput, StringComparison.Ordinal));
        }
    }
}
