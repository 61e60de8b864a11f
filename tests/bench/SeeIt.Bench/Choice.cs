using System.Globalization;

namespace SeeIt.Bench;

/// <summary>
/// What the environment says of how to measure; without it, everything as it is promised. The names do not begin with
/// SEEIT_, which the agent would take for settings of its own.
/// </summary>
internal static class Choice
{
    /// <summary>BENCH_RUNS: how often each leg is run, 1 to 100,000.</summary>
    /// <exception cref="ArgumentException">It is no such number.</exception>
    public static int Runs(int otherwise)
    {
        const string Name = "BENCH_RUNS";
        return Environment.GetEnvironmentVariable(Name) is not { Length: > 0 } text ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var runs) && runs is >= 1 and <= 100_000 ? runs
            : throw new ArgumentException($"{Name} is '{text}': it must be a number from 1 to 100000.");
    }

    /// <summary>BENCH_LEGS: parts of legs' names with commas between them; a leg is run when its name holds one of them.</summary>
    public static bool Takes(string leg) =>
        Environment.GetEnvironmentVariable("BENCH_LEGS") is not { Length: > 0 } text
        || text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Any(part => leg.Contains(part, StringComparison.Ordinal));
}
