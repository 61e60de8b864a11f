namespace SeeIt.Guide.Matching;

/// <summary>Cuts a tag that has no capitals into words: "lovethenightgarden" → love, the, night, garden.</summary>
internal static class TagSplitter
{
    private const int Longest = 48;
    private const double KnownWord = 1;

    /// <summary>Short words fit everywhere.</summary>
    private const double ShortWord = 0.7;

    /// <summary>The fewest words of the guide and of its languages that make up the tag; the tag itself when some letters belong to none.</summary>
    public static List<string> Split(string tag, ShowIndex shows)
    {
        if (tag.Length > Longest)
        {
            return [tag];
        }

        var best = new (double Cost, int From)[tag.Length + 1];
        for (var end = 1; end <= tag.Length; end++)
        {
            best[end] = (double.PositiveInfinity, 0);
            for (var from = end - 1; from >= 0; from--)
            {
                var word = tag[from..end];
                var cost = best[from].Cost + KnownWord + (word.Length <= 2 ? ShortWord : 0);
                if (cost < best[end].Cost && IsWord(word, shows))
                {
                    best[end] = (cost, from);
                }
            }
        }

        if (double.IsInfinity(best[tag.Length].Cost))
        {
            return [tag];
        }

        var words = new List<string>();
        for (var end = tag.Length; end > 0; end = best[end].From)
        {
            words.Insert(0, tag[best[end].From..end]);
        }

        return words;
    }

    private static bool IsWord(string word, ShowIndex shows) =>
        (word.Length > 1 || word is "a" or "i" || char.IsDigit(word[0])) && (CommonWords.IsCommon(word) || WatchingWords.IsWatching(word) || shows.Knows(word));
}
