using System.Globalization;
using SeeIt.TestKit;

namespace SeeIt.Bench.Processes;

/// <summary>
/// A line that hub or agent logged, with the moment it was logged. All processes of a machine read the same clock, in
/// steps of 100 ns, and the stamp is taken on the thread that logs: the moments can be compared.
/// </summary>
internal sealed record LogLine(DateTimeOffset At, string Text)
{
    /// <summary>For <c>Logging:Console:FormatterOptions:TimestampFormat</c>.</summary>
    public const string StampFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ ";

    private const string ParsedFormat = "yyyy-MM-ddTHH:mm:ss.fffffff'Z'";
    private const int StampLength = 28;

    /// <summary>What the line says took so long: the number before its last "ms".</summary>
    public TimeSpan Milliseconds => TimeSpan.FromMilliseconds(NumberBefore(" ms"));

    /// <summary>As <see cref="Milliseconds"/>, of the number before its last "us".</summary>
    public TimeSpan Microseconds => TimeSpan.FromMicroseconds(NumberBefore(" us"));

    /// <summary>The settings that stamp the lines, as key and value.</summary>
    public static IEnumerable<(string Key, string Value)> Settings =>
    [
        ("Logging:Console:FormatterName", "simple"),
        ("Logging:Console:FormatterOptions:SingleLine", "true"),
        ("Logging:Console:FormatterOptions:UseUtcTimestamp", "true"),
        ("Logging:Console:FormatterOptions:TimestampFormat", StampFormat),
    ];

    /// <summary>Waits for the first line after <paramref name="since"/> that holds <paramref name="text"/>.</summary>
    public static async Task<LogLine> WaitAsync(TestProcess process, DateTimeOffset since, string text) =>
        Parse(await process.WaitForLineAsync(line => Parse(line) is { } stamped && stamped.Holds(since, text), $"'{text}'"))!;

    /// <summary>The first line after <paramref name="since"/> that holds <paramref name="text"/>, of those that came already; null when none does.</summary>
    public static LogLine? TryFind(TestProcess process, DateTimeOffset since, string text) => FindAll(process, since, text).FirstOrDefault();

    /// <summary>All lines after <paramref name="since"/> that hold <paramref name="text"/>, of those that came already.</summary>
    public static IEnumerable<LogLine> FindAll(TestProcess process, DateTimeOffset since, string text) =>
        process.Lines.Reverse().Select(Parse).OfType<LogLine>().TakeWhile(line => line.At >= since).Where(line => line.Holds(since, text)).Reverse();

    /// <summary>As <see cref="TryFind"/>, and there has to be one.</summary>
    public static LogLine Find(TestProcess process, DateTimeOffset since, string text) =>
        TryFind(process, since, text)
        ?? throw new InvalidOperationException($"'{text}' was not logged. It printed:\n{process.Output}");

    private int NumberBefore(string unit) =>
        int.Parse(Text[..Text.LastIndexOf(unit, StringComparison.Ordinal)].Split(' ')[^1], CultureInfo.InvariantCulture);

    private bool Holds(DateTimeOffset since, string text) => At >= since && Text.Contains(text, StringComparison.Ordinal);

    /// <summary>Null for a line that carries no stamp.</summary>
    private static LogLine? Parse(string line) =>
        line.Length > StampLength && DateTimeOffset.TryParseExact(
            line.AsSpan(0, StampLength), ParsedFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new LogLine(at, line[StampLength..])
            : null;
}
