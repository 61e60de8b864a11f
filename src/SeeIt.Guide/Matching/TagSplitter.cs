namespace SeeIt.Guide.Matching;

/// <summary>Cuts a tag that has no capitals into words: "lovethenightgarden" → love, the, night, garden.</summary>
internal static class TagSplitter
{
    private const int Longest = 48;
    private const double UnknownLetter = 2.2;
    private const double KnownWord = 1;

    /// <summary>Short words fit everywhere.</summary>
    private const double ShortWord = 0.7;

    /// <summary>The fewest words of the guide and of its languages that make up the tag; letters that belong to none stay together.</summary>
    public static List<string> Split(string tag, ShowIndex shows)
    {
        if (tag.Length > Longest)
        {
            return [tag];
        }

        var best = new (double Cost, int From, bool IsWord)[tag.Length + 1];
        for (var end = 1; end <= tag.Length; end++)
        {
            best[end] = (best[end - 1].Cost + UnknownLetter, end - 1, false);
            for (var from = end - 1; from >= 0; from--)
            {
                var word = tag[from..end];
                var cost = best[from].Cost + KnownWord + (word.Length <= 2 ? ShortWord : 0);
                if (cost < best[end].Cost && (word.Length > 1 || word == "a" || char.IsDigit(word[0])) && (CommonWords.IsCommon(word) || WatchingWords.IsWatching(word) || shows.Knows(word)))
                {
                    best[end] = (cost, from, true);
                }
            }
        }

        var words = new List<string>();
        for (var end = tag.Length; end > 0; end = best[end].From)
        {
            var from = best[end].From;
            while (!best[end].IsWord && from > 0 && !best[from].IsWord)
            {
                from = best[from].From;
            }

            words.Insert(0, tag[from..end]);
            best[end].From = from;
        }

        return words;
    }
}
