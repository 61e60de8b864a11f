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

    /// <summary>What begins at <paramref name="start"/>: the value, and how many words it takes.</summary>
    public IEnumerable<(int Value, int Length)> At(IReadOnlyList<string> words, int start)
    {
        var node = 0;
        for (var at = start; at < words.Count; at++)
        {
            if (!_words.TryGetValue(words[at], out var id) || !_edges.TryGetValue(Edge(node, id), out node))
            {
                yield break;
            }

            for (var value = _firstValue[node]; value >= 0; value = _values[value].Next)
            {
                yield return (_values[value].Value, at - start + 1);
            }
        }
    }

    /// <summary>Gives back what growing took.</summary>
    public void Trim()
    {
        _words.TrimExcess();
        _edges.TrimExcess();
        _firstValue.TrimExcess();
        _values.TrimExcess();
    }

    private static ulong Edge(int node, int word) => ((ulong)(uint)node << 32) | (uint)word;
}
