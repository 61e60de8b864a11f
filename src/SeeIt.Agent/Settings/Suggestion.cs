namespace SeeIt.Agent.Settings;

/// <summary>"Did you mean …?": the nearest of the known words, when it is near enough to be a slip.</summary>
internal static class Suggestion
{
    public static string? For(string word, IEnumerable<string> known) => known
        .Select(candidate => (candidate, distance: Distance(word.ToUpperInvariant(), candidate.ToUpperInvariant())))
        .Where(pair => pair.distance <= Math.Max(2, pair.candidate.Length / 3))
        .OrderBy(pair => pair.distance)
        .Select(pair => pair.candidate)
        .FirstOrDefault();

    /// <summary>Levenshtein's edit distance.</summary>
    internal static int Distance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = previous[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1];
    }
}
