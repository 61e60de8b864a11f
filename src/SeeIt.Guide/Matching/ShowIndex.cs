using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>Every title on the household's channels and the ways to write it. Immutable once built.</summary>
internal sealed class ShowIndex
{
    /// <summary>A part that more shows have names none of them.</summary>
    private const int MostShowsOfPart = 2;

    /// <summary>Letters that stand for something else are everywhere: three tell little, five a lot.</summary>
    private const double BitsOfInitial = 3;
    private const int FewestLettersOfWord = 4;

    /// <summary>After so many letters of whole words, two of the next will do: "masterchefbr".</summary>
    private const int LongBeginning = 7;

    private readonly List<(long Id, string Title)> _shows = [];
    private readonly Dictionary<long, int> _places = [];
    private readonly List<Alias> _aliases = [];
    private readonly WordTrie _trie = new();
    private readonly Spelling _spelling = new();
    private readonly Dictionary<string, List<int>> _squashed = new(StringComparer.Ordinal);
    private readonly WordRarity _rarity;
    private readonly Dictionary<string, List<int>> _holding = new(StringComparer.Ordinal);
    private string[] _sorted = [];

    private ShowIndex(WordRarity rarity) => _rarity = rarity;

    public int Count => _shows.Count;

    /// <param name="titles">The titles of each show.</param>
    /// <param name="descriptions">Of many shows, to tell common words by; may be empty.</param>
    public static ShowIndex Build(IEnumerable<(long Show, string Title)> titles, IReadOnlyCollection<string> descriptions)
    {
        var index = new ShowIndex(new WordRarity(descriptions));
        var known = index._places;
        var parts = new Dictionary<string, List<(int Show, string[] Words)>>(StringComparer.Ordinal);
        foreach (var (id, title) in titles)
        {
            if (!known.TryGetValue(id, out var show))
            {
                known.Add(id, show = index._shows.Count);
                index._shows.Add((id, title));
            }

            foreach (var word in WordScanner.Scan(title).Select(word => word.Text).Where(word => !CommonWords.IsFunction(word)).Distinct())
            {
                if (!index._holding.TryGetValue(word, out var holding))
                {
                    index._holding.Add(word, holding = new List<int>(1));
                }

                holding.Add(show);
            }

            foreach (var (kind, words) in Aliases.Of(title))
            {
                if (kind != AliasKind.Part)
                {
                    index.Add(show, kind, words);
                    continue;
                }

                var key = string.Join(' ', words);
                if (!parts.TryGetValue(key, out var shows))
                {
                    parts.Add(key, shows = new List<(int, string[])>(1));
                }

                if (!shows.Exists(other => other.Show == show))
                {
                    shows.Add((show, words));
                }
            }
        }

        foreach (var shows in parts.Values)
        {
            if (shows.Count <= MostShowsOfPart && index.Bits(shows[0].Words) >= CommonWords.Frequent + (shows[0].Words.Length > 1 ? CommonWords.Function : 0))
            {
                shows.ForEach(part => index.Add(part.Show, AliasKind.Part, part.Words));
            }
        }

        foreach (var word in index._trie.Vocabulary)
        {
            if (!CommonWords.IsFunction(word))
            {
                index._spelling.Add(word);
            }
        }

        index._places.TrimExcess();
        index._holding.TrimExcess();
        index._trie.Trim();
        index._spelling.Trim();
        index._sorted = [.. index._squashed.Keys.Order(StringComparer.Ordinal)];
        return index;
    }

    public (long Id, string Title) Show(int show) => _shows[show];

    /// <summary>The place of a show by its id; -1 when no channel of the household has it.</summary>
    public int IndexOf(long id) => _places.GetValueOrDefault(id, -1);

    public double Bits(string word) => _rarity.Bits(word);

    /// <summary>It is a word of some title.</summary>
    public bool Knows(string word) => _trie.Knows(word);

    /// <summary>What a word of a post may be in a title.</summary>
    public WordChoice Choice(string word, bool hasApostrophe)
    {
        IReadOnlyList<string> near = _trie.Knows(word) || CommonWords.IsCommon(word) ? [] : [.. _spelling.Near(word)];
        return new WordChoice(word, [.. WordForms.Of(word, hasApostrophe)], near);
    }

    /// <summary>Titles that begin at a word, each with the number of words that it takes. Acronyms are not among them.</summary>
    public IEnumerable<(Alias Alias, int Length, bool HasTypo)> At(IReadOnlyList<WordChoice> words, int start)
    {
        foreach (var (alias, length, hasTypo) in _trie.At(words, start))
        {
            yield return (_aliases[alias], length, hasTypo);
        }
    }

    /// <summary>Titles and acronyms that are written so when spaces are left out.</summary>
    public IEnumerable<Alias> Squashed(string text) =>
        _squashed.TryGetValue(text, out var found) ? found.Select(alias => _aliases[alias]) : [];

    /// <summary>Shows whose titles have all of some words, in any order: "colbert", "late", "show"; none when there are more than <see cref="MostShowsOfPart"/>.</summary>
    /// <param name="words">Folded.</param>
    public IReadOnlyList<Alias> Holding(IReadOnlyCollection<string> words)
    {
        var telling = words.Where(word => !CommonWords.IsFunction(word)).Distinct().ToList();
        var bits = telling.Sum(Bits);
        if (telling.Count < 2 || bits < CommonWords.Rare + CommonWords.Frequent || !telling.TrueForAll(_holding.ContainsKey))
        {
            return [];
        }

        var shows = telling.Select(word => _holding[word]).OrderBy(holding => holding.Count).Aggregate((IEnumerable<int>)_holding[telling[0]], (all, holding) => all.Intersect(holding)).Take(MostShowsOfPart + 1).ToList();
        return shows.Count > MostShowsOfPart ? [] : shows.ConvertAll(show => new Alias(show, AliasKind.Part, telling.Count, (float)bits));
    }

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
                if (alias.Kind is AliasKind.Title or AliasKind.WithoutArticle && EndsWell(_sorted[at], text, _shows[alias.Show].Title))
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

    /// <summary>A beginning ends where a word does, or well within a long one: "imaceleb", not "royals" of "royalsurgeons".</summary>
    private static bool EndsWell(string whole, string beginning, string title)
    {
        var end = whole.Length;
        foreach (var word in WordScanner.Scan(title).AsEnumerable().Reverse())
        {
            var start = end - word.Text.Length;
            if (start <= beginning.Length)
            {
                return start == beginning.Length || beginning.Length - start >= FewestLettersOfWord || (start >= LongBeginning && beginning.Length - start >= 2);
            }

            end = start;
        }

        return false;
    }

    private double Bits(string[] words) => words.Sum(_rarity.Bits);

    private void Add(int show, AliasKind kind, string[] words)
    {
        var bits = kind == AliasKind.Acronym ? BitsOfInitial * (words[0].Length - 1) : Bits(words);
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
