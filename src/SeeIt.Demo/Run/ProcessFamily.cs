using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace SeeIt.Demo.Run;

/// <summary>
/// The demo's processes and all that they start. Each child leads a process group, and carries a mark in its environment:
/// by the one or the other all of them are found and ended, whoever their parent is by then, when the family is disposed,
/// and by a guard process when the demo itself was killed.
/// </summary>
public sealed class ProcessFamily : IAsyncDisposable
{
    /// <summary>Not SEEIT_…: the agent takes those for settings, and refuses what it does not know.</summary>
    private const string MarkName = "RUN_OF_SEEIT_DEMO";

    /// <summary>Waits for the end of its input, which is the end of the demo; then kills what carries the mark $1, with its group, until nothing does.</summary>
    private const string GuardScript = """
        cat >/dev/null
        found=yes
        while [ $found = yes ]; do
          found=no
          for process in /proc/[0-9]*; do
            if tr '\0' '\n' 2>/dev/null <"$process/environ" | grep -qx "$1"; then
              kill -KILL "-${process#/proc/}"
              kill -KILL "${process#/proc/}" && found=yes
            fi
          done 2>/dev/null
        done
        """;

    /// <summary>What does not end by SIGTERM in this time hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _mark = $"{MarkName}={Guid.NewGuid():N}";
    private readonly List<Process> _children = [];
    private readonly Process _guard;
    private readonly TimeProvider _time;

    public ProcessFamily(TimeProvider time)
    {
        _time = time;

        // A session of its own: Ctrl-C in the terminal is the demo's, not the guard's.
        _guard = Process.Start(new ProcessStartInfo("setsid", ["sh", "-c", GuardScript, "sh", _mark])
        {
            RedirectStandardInput = true,
        })!;
    }

    /// <summary>Starts a program in a session of its own.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Unquoted.</param>
    /// <param name="environment">Added to the demo's own.</param>
    /// <param name="line">Gets each line that it prints, on any thread.</param>
    public Process Start(
        string path,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        Action<string> line)
    {
        var start = new ProcessStartInfo("setsid", [path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(path),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[MarkName] = _mark[(MarkName.Length + 1)..];
        var child = Process.Start(start)!;
        child.OutputDataReceived += (_, output) => Relay(output.Data, line);
        child.ErrorDataReceived += (_, output) => Relay(output.Data, line);
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        _children.Add(child);
        return child;
    }

    /// <summary>SIGTERM to each child, the last started first; SIGKILL to all that is left after five seconds.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var child in Enumerable.Reverse(_children).Where(child => !child.HasExited))
        {
            Signals.Send(child.Id, Signals.Terminate);
        }

        try
        {
            await Task.WhenAll(_children.Select(child => child.WaitForExitAsync())).WaitAsync(Patience, _time);
        }
        catch (TimeoutException)
        {
            // Some hang; they are killed now, with what they started.
        }

        _children.ForEach(child => Signals.Send(-child.Id, Signals.Kill));
        while (Marked() is { Count: > 0 } left)
        {
            left.ForEach(id => Signals.Send(id, Signals.Kill));
            await Task.Delay(TimeSpan.FromMilliseconds(10), _time);
        }

        _guard.Kill();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        _children.ForEach(child => child.Dispose());
    }

    private static void Relay(string? text, Action<string> line)
    {
        if (text is not null)
        {
            line(text);
        }
    }

    private List<int> Marked()
    {
        var mark = Encoding.ASCII.GetBytes(_mark);
        return [.. Directory.EnumerateDirectories("/proc")
            .Where(folder => IsMarked(folder, mark))
            .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))];
    }

    private static bool IsMarked(string folder, byte[] mark)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(folder)[0])
                && File.ReadAllBytes(Path.Combine(folder, "environ")).AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended in the meantime, or is somebody else's.
            return false;
        }
    }
}
