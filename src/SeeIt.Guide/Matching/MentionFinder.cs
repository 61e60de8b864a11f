using System.Text.RegularExpressions;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>Finds every place in a post that may name a show of the guide.</summary>
internal static partial class MentionFinder
{
    private const int ShortestPrefix = 6;
    private const int MostPrefixed = 3;

    /// <param name="post">The post.</param>
    /// <param name="shows">The guide's titles.</param>
    /// <param name="brands">What broadcasters put before or after a show's name in a handle: "bbc", "itv".</param>
    public static List<Mention> Find(ParsedPost post, ShowIndex shows, IReadOnlySet<string> brands)
    {
        var mentions = InText(post, shows);
        mentions.RemoveAll(mention => mentions.Exists(other => other.Contains(mention)));
        foreach (var tag in post.Hashtags)
        {
            mentions.AddRange(InHashtag(tag, shows));
        }

        foreach (var handle in post.Handles)
        {
            mentions.AddRange(InHandle(handle, shows, brands));
        }

        // "The Apprentice" means that show, not "The Apprentice: You're Fired", when the guide has both.
        mentions.RemoveAll(mention => mention.Alias.Kind == AliasKind.Short && mentions.Exists(other =>
            other.Alias.Kind < AliasKind.Short && other.Surface == mention.Surface && other.Written == mention.Written));
        return mentions;
    }

    private static List<Mention> InText(ParsedPost post, ShowIndex shows)
    {
        var mentions = new List<Mention>();
        for (var at = 0; at < post.Words.Count; at++)
        {
            foreach (var (alias, length) in shows.At(post.Folded, at))
            {
                // "The" alone in front of a single word is what keeps "The Box" apart from any box.
                if (alias is not { Kind: AliasKind.WithoutArticle, Words: 1 } || alias.Bits >= CommonWords.Rare)
                {
                    mentions.Add(new Mention(alias, Surface.Words, Written(post, at, length), at, length));
                }
            }

            var word = post.Words[at];
            if (word.Text.Length >= 3 && (word.Case == WordCase.Mixed || (word.Case == WordCase.Upper && !post.IsCapitalised)))
            {
                foreach (var alias in shows.Squashed(word.Text))
                {
                    if (alias.Kind == AliasKind.Acronym && !CommonWords.IsCommon(word.Text))
                    {
                        mentions.Add(new Mention(alias, Surface.Acronym, Written(post, at, 1), at, 1));
                    }
                }
            }
        }

        return mentions;
    }

    private static List<Mention> InHashtag(PostTag tag, ShowIndex shows)
    {
        var written = "#" + tag.Written;
        var mentions = new List<Mention>();
        var name = tag.Squashed;
        while (name.Length >= 2)
        {
            foreach (var alias in shows.Squashed(name))
            {
                if (alias.Kind != AliasKind.Acronym)
                {
                    mentions.Add(new Mention(alias, Surface.Hashtag, written));
                }
                else if (!CommonWords.IsCommon(name) || tag.Written.Take(name.Length).Count(char.IsUpper) > 1)
                {
                    mentions.Add(new Mention(alias, Surface.AcronymTag, written));
                }
            }

            var shorter = TagEnding().Replace(name, "");
            if (mentions.Count > 0 || shorter.Length == name.Length)
            {
                break;
            }

            name = shorter;
        }

        if (mentions.Count == 0)
        {
            for (var at = 0; at < tag.Words.Count; at++)
            {
                foreach (var (alias, length) in shows.At(tag.Words, at))
                {
                    mentions.Add(new Mention(alias, Surface.HashtagPart, written, at, length));
                }
            }

            mentions.RemoveAll(mention => mentions.Exists(other => other.Contains(mention)));
            for (var i = 0; i < mentions.Count; i++)
            {
                mentions[i] = mentions[i] with { First = -1 };
            }
        }

        if (mentions.Count == 0 && tag.Squashed.Length >= ShortestPrefix && !CommonWords.IsCommon(tag.Squashed))
        {
            mentions.AddRange(shows.BeginningWith(tag.Squashed, MostPrefixed).Select(alias => new Mention(alias, Surface.HashtagPrefix, written)));
        }

        return mentions;
    }

    private static IEnumerable<Mention> InHandle(PostTag handle, ShowIndex shows, IReadOnlySet<string> brands)
    {
        var written = "@" + handle.Written;
        return Stems(handle.Squashed, brands)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(shows.Squashed)
            .Where(alias => alias.Kind != AliasKind.Acronym)
            .DistinctBy(alias => alias.Show)
            .Select(alias => new Mention(alias, Surface.Handle, written));
    }

    /// <summary>"bbcapprentice", "thexfactoruk", "goggleboxc4official": as it is, and without what is put around it.</summary>
    private static IEnumerable<string> Stems(string handle, IReadOnlySet<string> brands)
    {
        string[] heads = [handle, .. brands.Where(brand => handle.Length > brand.Length + 3 && handle.StartsWith(brand, StringComparison.Ordinal)).Select(brand => handle[brand.Length..])];
        foreach (var head in heads)
        {
            yield return head;
            var bare = HandleEnding().Replace(head, "");
            yield return bare;
            foreach (var brand in brands)
            {
                if (bare.Length > brand.Length + 3 && bare.EndsWith(brand, StringComparison.Ordinal))
                {
                    yield return bare[..^brand.Length];
                }
            }
        }
    }

    private static string Written(ParsedPost post, int first, int length) =>
        post.Text[post.Words[first].Start..post.Words[first + length - 1].End];

    [GeneratedRegex(@"(?:season\d*|series\d*|s\d{1,2}(?:e\d{1,2})?|finale?|premiere|live|results|tonight|uk|usa?|20\d\d|\d{1,3})$")]
    private static partial Regex TagEnding();

    [GeneratedRegex(@"(?:official|tvshow|show|tv|uk|usa?|hq|live|\d{1,4})$")]
    private static partial Regex HandleEnding();
}
