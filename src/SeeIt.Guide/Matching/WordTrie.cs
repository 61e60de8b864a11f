namespace SeeIt.Guide.Matching;

/// <summary>
/// Finds every sequence of words that was added, at any place of a text. Built once, then read by any thread. Texts are
/// short, so it starts anew at each word and needs no failure links.
/// </summary>
internal sealed class WordTrie
{
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, int> _edges = [];
    private readonly List<int> _firstValue = [-1];
    private readonly List<(int Value, int Next)> _values = [];

    /// <summary>Every word that occurs.</summary>
    public IEnumerable<string> Vocabulary => _words.Keys;

    public bool Knows(string word) => _words.ContainsKey(word);

    public void Add(ReadOnlySpan<string> words, int value)
    {
        var node = 0;
        foreach (var word in words)
        {
            if (!_words.TryGetValue(word, out var id))
            {
                _words.Add(word, id = _words.Count);
            }

            var edge = Edge(node, id);
            if (!_edges.TryGetValue(edge, out var next))
            {
                next = _firstValue.Count;
                _firstValue.Add(-1);
                _edges.Add(edge, next);
            }

            node = next;
        }

        _values.Add((value, _firstValue[node]));
        _firstValue[node] = _values.Count - 1;
    }

    /// <summary>What begins at <paramref name="start"/>: the value, how many words it takes, and whether one of them has a typo.</summary>
    /// <param name="text">At each place the words that may stand there.</param>
    /// <param name="start">Where to begin.</param>
    public List<(int Value, int Length, bool HasTypo)> At(IReadOnlyList<WordChoice> text, int start)
    {
        var found = new List<(int, int, bool)>();
        Follow(text, start, start, 0, hasTypo: false, found);
        return found;
    }

    /// <summary>Gives back what growing took.</summary>
    public void Trim()
    {
        _words.TrimExcess();
        _edges.TrimExcess();
        _firstValue.TrimExcess();
        _values.TrimExcess();
    }

    private void Follow(IReadOnlyList<WordChoice> text, int start, int at, int node, bool hasTypo, List<(int Value, int Length, bool HasTypo)> found)
    {
        if (at >= text.Count)
        {
            return;
        }

        Step(text[at].Word, hasTypo);
        foreach (var form in text[at].Forms)
        {
            Step(form, hasTypo);
        }

        if (!hasTypo)
        {
            foreach (var near in text[at].Near)
            {
                Step(near, becomesTypo: true);
            }
        }

        void Step(string word, bool becomesTypo)
        {
            if (!_words.TryGetValue(word, out var id) || !_edges.TryGetValue(Edge(node, id), out var next))
            {
                return;
            }

            for (var value = _firstValue[next]; value >= 0; value = _values[value].Next)
            {
                found.Add((_values[value].Value, at - start + 1, becomesTypo));
            }

            Follow(text, start, at + 1, next, becomesTypo, found);
        }
    }

    private static ulong Edge(int node, int word) => ((ulong)(uint)node << 32) | (uint)word;
}

/// <summary>A word of a text, and what it may be instead.</summary>
/// <param name="Word">As it is, folded.</param>
/// <param name="Forms">As good as the word.</param>
/// <param name="Near">Known words from which it differs by a typing error.</param>
internal readonly record struct WordChoice(string Word, IReadOnlyList<string> Forms, IReadOnlyList<string> Near);
