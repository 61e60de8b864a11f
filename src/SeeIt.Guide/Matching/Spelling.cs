namespace SeeIt.Guide.Matching;

/// <summary>
/// Finds the known words from which a word differs by one letter that is wrong, too many, left out, or swapped with its
/// neighbour. Known words are kept under each form that has one letter less (after W. Garbe's symmetric delete).
/// </summary>
internal sealed class Spelling
{
    /// <summary>Shorter words have too many neighbours.</summary>
    private const int Shortest = 5;

    private readonly Dictionary<uint, List<int>> _forms = [];
    private readonly List<string> _words = [];

    public void Add(string word)
    {
        if (word.Length < Shortest || word[0] >= '\u0E00')
        {
            return;
        }

        _words.Add(word);
        foreach (var form in Forms(word))
        {
            if (!_forms.TryGetValue(form, out var list))
            {
                _forms.Add(form, list = new List<int>(1));
            }

            list.Add(_words.Count - 1);
        }
    }

    public void Trim() => _forms.TrimExcess();

    public IEnumerable<string> Near(string word)
    {
        if (word.Length < Shortest)
        {
            return [];
        }

        var near = new HashSet<int>();
        foreach (var form in Forms(word))
        {
            if (_forms.TryGetValue(form, out var list))
            {
                near.UnionWith(list);
            }
        }

        return near.Select(index => _words[index]).Where(known => IsNear(known, word));
    }

    /// <summary>At most one change apart.</summary>
    public static bool IsNear(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var same = a.CommonPrefixLength(b);
        a = a[same..];
        b = b[same..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        return (a.Length <= 1 && b.Length <= 1) || (a.Length == 2 && b.Length == 2 && a[0] == b[1] && a[1] == b[0]);
    }

    /// <summary>FNV-1a of the word, and of it without each of its letters.</summary>
    private static IEnumerable<uint> Forms(string word)
    {
        for (var without = -1; without < word.Length; without++)
        {
            var hash = 2166136261u;
            for (var at = 0; at < word.Length; at++)
            {
                if (at != without)
                {
                    hash = (hash ^ word[at]) * 16777619u;
                }
            }

            yield return hash;
        }
    }
}
