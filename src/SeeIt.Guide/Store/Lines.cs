namespace SeeIt.Guide.Store;

/// <summary>Lists and maps in one column: a line each, a tab between key and value. What is stored comes from lines and tidied text.</summary>
internal static class Lines
{
    public static string? Join(IEnumerable<string> items)
    {
        var text = string.Join('\n', items);
        return text.Length > 0 ? text : null;
    }

    public static string? Join(IReadOnlyDictionary<string, string> map) => Join(map.Select(pair => $"{pair.Key}\t{pair.Value}"));

    public static IReadOnlyList<string> Split(string? text) => string.IsNullOrEmpty(text) ? [] : text.Split('\n');

    public static IReadOnlyDictionary<string, string> SplitMap(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Lineup.Source.None;
        }

        var map = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Split('\n'))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0)
            {
                map[line[..tab]] = line[(tab + 1)..];
            }
        }

        return map;
    }
}
