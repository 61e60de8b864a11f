using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>
/// How much a word tells, in bits: what <see cref="CommonWords"/> knows of its languages, and, for any language, how many
/// of the guide's shows have the word in their description. Immutable.
/// </summary>
internal sealed class WordRarity
{
    /// <summary>Fewer descriptions say nothing about a language.</summary>
    private const int FewestTexts = 300;

    /// <summary>A word of fewer descriptions may be a show's own.</summary>
    private const int FewestUses = 6;

    /// <summary>A word that stands in this share of the descriptions is as common as the frequent ones of the lists.</summary>
    private const double FrequentShare = 0.025;

    /// <summary>Bits for each halving of that share.</summary>
    private const double BitsPerHalving = 1.5;

    private readonly Dictionary<string, double> _common = new(StringComparer.Ordinal);

    /// <param name="texts">A description of each of many shows.</param>
    public WordRarity(IReadOnlyCollection<string> texts)
    {
        if (texts.Count < FewestTexts)
        {
            return;
        }

        var uses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var word in WordScanner.Scan(text).Select(word => word.Text).ToHashSet(StringComparer.Ordinal))
            {
                uses[word] = uses.GetValueOrDefault(word) + 1;
            }
        }

        foreach (var (word, count) in uses)
        {
            var bits = CommonWords.Frequent + (BitsPerHalving * Math.Log2(FrequentShare * texts.Count / count));
            if (count >= FewestUses && bits < CommonWords.Rare)
            {
                _common.Add(word, Math.Max(bits, CommonWords.Function));
            }
        }
    }

    public double Bits(string word) => Math.Min(CommonWords.Bits(word), _common.GetValueOrDefault(word, CommonWords.Rare));
}
