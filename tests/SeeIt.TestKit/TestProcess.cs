using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SeeIt.TestKit;

/// <summary>
/// A real process under test. It leads a session of its own (setsid), so that it ends with all its children when disposed:
/// SIGTERM first, SIGKILL to the group after that. Failures of its waits carry what it printed.
/// </summary>
public sealed class TestProcess : IAsyncDisposable
{
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly OutputLines _lines = new();
    private readonly Task _drained;
    private readonly string _name;

    private TestProcess(Process process, string name)
    {
        _process = process;
        _name = name;
        _drained = DrainAsync();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Ends with the process, whatever it left running.</summary>
    public Task Ended => _process.WaitForExitAsync();

    /// <summary>Standard output and standard error up to now, line by line.</summary>
    public IReadOnlyList<string> Lines => _lines.Snapshot();

    public string Output => string.Join('\n', Lines);

    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="environment">Added to the test's own; null takes a variable away.</param>
    /// <param name="workingDirectory">The test's own when null.</param>
    public static TestProcess Start(
        string path,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null)
    {
        var start = new ProcessStartInfo("setsid", [path, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var name in Repository.Variables)
        {
            // They are the tests' own; the agent would take them for settings.
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return new TestProcess(Process.Start(start)!, Path.GetFileName(path));
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code and all that it printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string path,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? workingDirectory = null,
        TimeSpan? timeout = null)
    {
        await using var process = Start(path, arguments, environment, workingDirectory);
        return (await process.WaitForExitAsync(timeout), process.Output);
    }

    /// <summary>The first line, printed before or after this call, that is wanted.</summary>
    /// <exception cref="TimeoutException">None came in time, or the process ended; the message holds the output.</exception>
    public async Task<string> WaitForLineAsync(Func<string, bool> wanted, string what, TimeSpan? timeout = null)
    {
        try
        {
            return await _lines.FirstAsync(wanted).WaitAsync(timeout ?? Eventually.DefaultTimeout);
        }
        catch (Exception exception) when (exception is TimeoutException or EndOfStreamException)
        {
            throw Failure($"never printed {what}", exception);
        }
    }

    /// <inheritdoc cref="WaitForLineAsync(Func{string, bool}, string, TimeSpan?)"/>
    public async Task<Match> WaitForLineAsync(Regex pattern, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return pattern.Match(await WaitForLineAsync(pattern.IsMatch, $"a line like /{pattern}/", timeout));
    }

    /// <summary>The exit code (128 + the signal's number when a signal ended it), after all output was read.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan? timeout = null)
    {
        try
        {
            await Task.WhenAll(_process.WaitForExitAsync(), _drained).WaitAsync(timeout ?? Eventually.DefaultTimeout);
        }
        catch (TimeoutException exception)
        {
            throw Failure("did not end", exception);
        }

        return _process.ExitCode;
    }

    /// <summary>SIGTERM to the process.</summary>
    public void Terminate() => Signal(Signals.Terminate);

    /// <summary>SIGKILL to the process, not to its children: a crash.</summary>
    public void Kill() => Signal(Signals.Kill);

    /// <summary>Any signal to the process.</summary>
    public void Signal(int signal)
    {
        if (!_process.HasExited)
        {
            Signals.Send(Id, signal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Terminate();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TerminationTimeout);
        }
        catch (TimeoutException)
        {
            // It hangs; the group is killed now.
        }

        Signals.Send(-Id, Signals.Kill);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task DrainAsync()
    {
        await Task.WhenAll(ReadAsync(_process.StandardOutput), ReadAsync(_process.StandardError));
        _lines.Complete();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
            {
                _lines.Add(line);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Disposed while a child of the process still held its output open.
        }
    }

    private TimeoutException Failure(string what, Exception inner)
    {
        var state = HasExited ? $"ended with {_process.ExitCode}" : "still runs";
        return new TimeoutException($"{_name} ({Id}, {state}) {what}. It printed:\n{Output}", inner);
    }
}
