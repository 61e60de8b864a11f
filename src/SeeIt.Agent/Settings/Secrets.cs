using System.Text.RegularExpressions;

namespace SeeIt.Agent.Settings;

/// <summary>
/// Takes out of a text what may be a secret, for what an owner shows to others. Of an address scheme, host and port are left:
/// passwords stand before the "@", and tokens in the path or behind the question mark.
/// </summary>
internal static partial class Secrets
{
    /// <summary>The same text with every address in it cut down.</summary>
    public static string Redact(string text) => Address().Replace(text, match =>
        $"{match.Groups["scheme"].Value}://{(match.Groups["user"].Success ? "…@" : "")}{match.Groups["host"].Value}{(match.Groups["rest"].Value.Length > 1 ? "/…" : match.Groups["rest"].Value)}");

    /// <summary>The same, and without each of these words, wherever they stand.</summary>
    public static string Redact(string text, IEnumerable<string> words) =>
        words.Aggregate(Redact(text), (left, word) => left.Replace(word, "…", StringComparison.Ordinal));

    /// <summary>What is to be looked for elsewhere: user names, passwords, paths and queries of the addresses that an owner wrote.</summary>
    /// <returns>The longest first, so that none is left in half.</returns>
    public static IReadOnlyList<string> In(AgentSettings settings) =>
        [.. settings.Lineup.Select(place => place.Text).Concat(settings.Guide.Select(place => place.Text))
            .SelectMany(Words).Where(word => word.Length >= LeastLength).Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length)];

    /// <summary>Shorter ones are found in every text by chance, and guessed in no time.</summary>
    private const int LeastLength = 4;

    private static IEnumerable<string> Words(string text)
    {
        var match = Address().Match(text);
        if (!match.Success)
        {
            yield break;
        }

        foreach (var part in match.Groups["user"].Value.Split(':'))
        {
            yield return part;
            yield return Uri.UnescapeDataString(part);
        }

        // Names of files are in every address; what is long and has no meaning is a token.
        foreach (var part in match.Groups["rest"].Value.Split('/', '?', '&', '='))
        {
            if (!part.Contains('.', StringComparison.Ordinal) && part.Any(char.IsAsciiDigit))
            {
                yield return part;
            }
        }
    }

    [GeneratedRegex("""(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://((?<user>[^\s/@"']*)@)?(?<host>[^\s/?#"'|@,)]*)(?<rest>[^\s"'|]*)""", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
