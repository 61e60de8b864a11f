namespace SeeIt.Guide.Matching;

/// <summary>Every title on the household's channels and the ways to write it. Immutable once built.</summary>
internal sealed class ShowIndex
{
    private readonly List<(long Id, string Title)> _shows = [];
    private readonly List<Alias> _aliases = [];
    private readonly WordTrie _trie = new();
    private readonly Dictionary<string, List<int>> _squashed = new(StringComparer.Ordinal);
    private string[] _sorted = [];

    public int Count => _shows.Count;

    public static ShowIndex Build(IEnumerable<(long Show, string Title)> titles)
    {
        var index = new ShowIndex();
        var known = new Dictionary<long, int>();
        foreach (var (id, title) in titles)
        {
            if (!known.TryGetValue(id, out var show))
            {
                known.Add(id, show = index._shows.Count);
                index._shows.Add((id, title));
            }

            foreach (var (kind, words) in Aliases.Of(title))
            {
                index.Add(show, kind, words);
            }
        }

        index._trie.Trim();
        index._sorted = [.. index._squashed.Keys.Order(StringComparer.Ordinal)];
        return index;
    }

    public (long Id, string Title) Show(int show) => _shows[show];

    /// <summary>Titles that begin at a word, each with the number of words that it takes. Acronyms are not among them.</summary>
    public IEnumerable<(Alias Alias, int Length)> At(IReadOnlyList<string> words, int start)
    {
        foreach (var (alias, length) in _trie.At(words, start))
        {
            yield return (_aliases[alias], length);
        }
    }

    /// <summary>Titles and acronyms that are written so when spaces are left out.</summary>
    public IEnumerable<Alias> Squashed(string text) =>
        _squashed.TryGetValue(text, out var found) ? found.Select(alias => _aliases[alias]) : [];

    /// <summary>Titles that begin so when spaces are left out; none when there are more than <paramref name="most"/>.</summary>
    public IReadOnlyList<Alias> BeginningWith(string text, int most)
    {
        var at = Array.BinarySearch(_sorted, text, StringComparer.Ordinal);
        at = at < 0 ? ~at : at + 1;
        var found = new Dictionary<int, Alias>();
        for (; at < _sorted.Length && _sorted[at].StartsWith(text, StringComparison.Ordinal); at++)
        {
            foreach (var alias in Squashed(_sorted[at]))
            {
                if (alias.Kind is AliasKind.Title or AliasKind.WithoutArticle)
                {
                    found.TryAdd(alias.Show, alias);
                }
            }

            if (found.Count > most)
            {
                return [];
            }
        }

        return [.. found.Values];
    }

    private void Add(int show, AliasKind kind, string[] words)
    {
        var bits = kind == AliasKind.Acronym ? 3 * words[0].Length : words.Sum(CommonWords.Bits);
        _aliases.Add(new Alias(show, kind, words.Length, (float)bits));
        var alias = _aliases.Count - 1;
        if (kind != AliasKind.Acronym)
        {
            _trie.Add(words, alias);
        }

        var squashed = string.Concat(words);
        if (!_squashed.TryGetValue(squashed, out var list))
        {
            _squashed.Add(squashed, list = new List<int>(1));
        }

        list.Add(alias);
    }
}
