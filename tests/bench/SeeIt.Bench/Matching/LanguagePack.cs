namespace SeeIt.Bench.Matching;

/// <summary>
/// The words of which guides and posts of a language are made: Data/LANGUAGE.txt, where "[section]" is followed by its lines.
/// A line's "{slot}" is filled from the section of that name, or by the one who asks.
/// </summary>
internal sealed class LanguagePack
{
    private readonly Dictionary<string, List<string>> _sections = new(StringComparer.Ordinal);

    private LanguagePack(string language)
    {
        Language = language;
        using var stream = typeof(LanguagePack).Assembly.GetManifestResourceStream($"{language}.txt")
            ?? throw new ArgumentException($"There are no words for '{language}'.", nameof(language));
        using var reader = new StreamReader(stream);
        List<string>? lines = null;
        while (reader.ReadLine() is { } line)
        {
            if (line is ['[', .. var name, ']'])
            {
                _sections.Add(name, lines = []);
            }
            else if (line.Length > 0)
            {
                lines!.Add(line);
            }
        }
    }

    public string Language { get; }

    /// <summary>Real channels and titles: "[en channels]", "[en titles]", ….</summary>
    public static LanguagePack Broadcast { get; } = new("broadcast");

    /// <summary>Posts that a person wrote: see <see cref="HandPosts"/>.</summary>
    public static LanguagePack Hand { get; } = new("hand");

    public static IReadOnlyDictionary<string, LanguagePack> All { get; } =
        new[] { "en", "de", "fr", "es", "pt", "ar", "ja", "zh", "ko" }.ToDictionary(language => language, language => new LanguagePack(language));

    /// <summary>The lines of a section; none when the language lacks it.</summary>
    public IReadOnlyList<string> Lines(string section) => _sections.GetValueOrDefault(section) ?? [];

    /// <summary>A line of a section, its slots filled from the other sections.</summary>
    public string Make(string section, Random random) => Fill(random.Pick(Lines(section)), slot => random.Pick(Lines(slot)));

    /// <summary>A pattern with its "{slots}" filled, the first one first.</summary>
    public static string Fill(string pattern, Func<string, string> slot)
    {
        var made = new System.Text.StringBuilder();
        var at = 0;
        while (pattern.IndexOf('{', at) is >= 0 and var open)
        {
            var close = pattern.IndexOf('}', open);
            made.Append(pattern, at, open - at).Append(slot(pattern[(open + 1)..close]));
            at = close + 1;
        }

        return made.Append(pattern, at, pattern.Length - at).ToString();
    }
}
