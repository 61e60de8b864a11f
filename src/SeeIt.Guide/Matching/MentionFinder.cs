using System.Text.RegularExpressions;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>Finds every place in a post that may name a show of the guide.</summary>
internal static partial class MentionFinder
{
    private const int ShortestPrefix = 6;
    private const int MostPrefixed = 3;

    /// <summary>A shorter word that is a title but for a letter is more likely another word.</summary>
    private const int ShortestMistyped = 7;

    /// <summary>A shorter word that is a part of a title needs a capital: "Lanz".</summary>
    private const int ShortestBarePart = 7;
    private const int ShortestJoined = 6;
    private const int MostJoined = 4;
    private const int ShortestHandleAcronym = 3;
    private const int ShortestHandlePrefix = 9;
    private const int ShortestLowerAcronym = 4;
    private const int MostOfInitials = 3;
    private const int ShortestCompound = 7;

    /// <summary>The first of a compound's words has so many letters at least.</summary>
    private const int CompoundHead = 3;

    /// <param name="post">The post.</param>
    /// <param name="shows">The guide's titles.</param>
    /// <param name="brands">What broadcasters put before or after a show's name in a handle: "bbc", "itv".</param>
    public static List<Mention> Find(ParsedPost post, ShowIndex shows, IReadOnlySet<string> brands)
    {
        var mentions = InText(post, shows);
        RemoveInner(mentions);
        foreach (var tag in post.Hashtags)
        {
            mentions.AddRange(InHashtag(post, tag, shows, brands));
        }

        foreach (var handle in post.Handles)
        {
            mentions.AddRange(InHandle(post, handle, shows, brands));
        }

        // "The Apprentice" means that show, not "The Apprentice: You're Fired", when the guide has both.
        mentions.RemoveAll(mention => mention.Alias.Kind is AliasKind.Short or AliasKind.Part && mentions.Exists(other =>
            other.Alias.Kind < AliasKind.Short && !other.HasTypo && other.Surface == mention.Surface && other.Written == mention.Written));
        return mentions;
    }

    private static List<Mention> InText(ParsedPost post, ShowIndex shows)
    {
        var mentions = new List<Mention>();
        var choices = post.Words.ConvertAll(word => shows.Choice(word.Text, post.Text.AsSpan(word.Start, word.End - word.Start).IndexOfAny('\'', '’') >= 0));
        for (var at = 0; at < post.Words.Count; at++)
        {
            foreach (var (alias, length, hasTypo) in shows.At(choices, at))
            {
                // "The" alone in front of a single word is what keeps "The Box" apart from any box.
                var isBareWord = alias.Words == 1 && !IsNamed(post, at)
                    && (alias.Kind == AliasKind.WithoutArticle ? alias.Bits < CommonWords.Rare : alias.Kind == AliasKind.Part && (alias.Bits < CommonWords.Rare || post.Words[at].Text.Length < ShortestBarePart));
                var isOtherNumber = alias.Words == 1 && char.IsDigit(post.Words[at].Text[0]) && alias.Bits > CommonWords.Numeral;
                var isLikeness = hasTypo && (alias.Bits < CommonWords.Rare || (alias.Words == 1 && post.Words[at].Text.Length < ShortestMistyped));
                if (!isBareWord && !isOtherNumber && !isLikeness)
                {
                    mentions.Add(new Mention(post, alias, Surface.Words, Written(post, at, length), at, length, hasTypo));
                }
            }

            mentions.AddRange(Joined(post, shows, at));
            var word = post.Words[at];
            var isWritten = word.Case == WordCase.Mixed || (word.Case == WordCase.Upper && !post.IsCapitalised)
                || (word.Case == WordCase.Lower && word.Text.Length >= ShortestLowerAcronym && !shows.Knows(word.Text));
            if (word.Text.Length >= 3 && isWritten && !CommonWords.IsCommon(word.Text) && !WatchingWords.IsWatching(word.Text))
            {
                mentions.AddRange(shows.Squashed(word.Text)
                    .Where(alias => alias.Kind == AliasKind.Acronym)
                    .Select(alias => new Mention(post, alias, Surface.Acronym, Written(post, at, 1), at, 1)));
            }
        }

        return mentions;
    }

    /// <summary>A capital within a sentence.</summary>
    private static bool IsNamed(ParsedPost post, int at) =>
        !post.IsCapitalised && !post.Words[at].BeginsSentence && post.Words[at].Case is WordCase.Capital or WordCase.Upper or WordCase.Mixed;

    /// <summary>"Master Chef" for "MasterChef", "doctorwho" for "Doctor Who".</summary>
    private static IEnumerable<Mention> Joined(ParsedPost post, ShowIndex shows, int at)
    {
        var joined = "";
        for (var length = 1; length <= MostJoined && at + length <= post.Words.Count; length++)
        {
            joined += post.Words[at + length - 1].Text;
            if (joined.Length < ShortestJoined || (length == 1 && CommonWords.IsCommon(joined)))
            {
                continue;
            }

            foreach (var alias in shows.Squashed(joined))
            {
                if (alias.Kind <= AliasKind.Short && alias.Words != length && alias.Bits >= CommonWords.Frequent)
                {
                    yield return new Mention(post, alias, Surface.Joined, Written(post, at, length), at, length);
                }
            }
        }
    }

    private static List<Mention> InHashtag(ParsedPost post, PostTag tag, ShowIndex shows, IReadOnlySet<string> brands)
    {
        var written = "#" + tag.Written;
        var mentions = new List<Mention>();
        var name = tag.Squashed;
        while (name.Length >= 2)
        {
            foreach (var alias in shows.Squashed(name))
            {
                if (alias.Kind == AliasKind.Part)
                {
                    mentions.Add(new Mention(post, alias, Surface.HashtagPrefix, written));
                }
                else if (alias.Kind != AliasKind.Acronym)
                {
                    mentions.Add(new Mention(post, alias, Surface.Hashtag, written));
                }
                else if ((!IsWordOf(name, tag.Written) || IsNumbered(name, tag.Squashed)) && (name.Length >= ShortestHandleAcronym || IsOfFew(name, shows)))
                {
                    mentions.Add(new Mention(post, alias, Surface.AcronymTag, written));
                }
            }

            var shorter = TagEnding().Replace(name, "");
            if (mentions.Count > 0 || shorter.Length == name.Length)
            {
                break;
            }

            name = shorter;
        }

        if (mentions.Count == 0 && name.Length >= ShortestLowerAcronym)
        {
            mentions.AddRange(OfCompound(post, tag.Squashed, written, shows));
        }

        // "#baresfuerrares".
        if (mentions.Count == 0 && WordForms.WithoutUmlauts(tag.Squashed) is var plain && plain != tag.Squashed)
        {
            mentions.AddRange(shows.Squashed(plain).Where(alias => alias.Kind < AliasKind.Part).Select(alias => new Mention(post, alias, Surface.Hashtag, written)));
        }

        if (mentions.Count == 0)
        {
            // "#bbcqt", "#C4Gogglebox".
            mentions.AddRange(WithoutBrand(post, tag, written, shows, brands));
        }

        // "#FallonTonight": words of one title, in another order.
        if (mentions.Count == 0)
        {
            mentions.AddRange(Holding(post, tag, tag.Squashed, shows, written));
        }

        if (mentions.Count == 0)
        {
            List<string> words = [.. tag.Words.SelectMany(word => word.Length >= ShortestPrefix && !shows.Knows(word) ? TagSplitter.Split(word, shows) : [word])];
            var choices = words.ConvertAll(word => shows.Choice(word, hasApostrophe: false) with { Near = [] });
            for (var at = 0; at < words.Count; at++)
            {
                foreach (var (alias, length, _) in shows.At(choices, at))
                {
                    mentions.Add(new Mention(post, alias, Surface.HashtagPart, written, at, length));
                }
            }

            RemoveInner(mentions);
            for (var i = 0; i < mentions.Count; i++)
            {
                mentions[i] = mentions[i] with { First = -1, Length = 0 };
            }
        }

        if (mentions.Count == 0 && tag.Squashed.Length >= ShortestPrefix && !CommonWords.IsCommon(tag.Squashed))
        {
            mentions.AddRange(shows.BeginningWith(tag.Squashed, MostPrefixed).Select(alias => new Mention(post, alias, Surface.HashtagPrefix, written)));
        }

        return mentions;
    }

    /// <summary>"#gntm" of "Germany's Next Topmodel": the initials, and a letter from within the last word, which is made of two.</summary>
    private static IEnumerable<Mention> OfCompound(ParsedPost post, string initials, string written, ShowIndex shows) =>
        shows.Squashed(initials[..^1])
            .Where(alias => alias.Kind == AliasKind.Acronym && WordScanner.Scan(shows.Show(alias.Show).Title)
                .Exists(word => word.Text.Length >= ShortestCompound && word.Text[0] == initials[^2] && word.Text.IndexOf(initials[^1], CompoundHead) > 0))
            .DistinctBy(alias => alias.Show)
            .Select(alias => new Mention(post, alias, Surface.AcronymTag, written));

    private static IEnumerable<Mention> Holding(ParsedPost post, PostTag tag, string stem, ShowIndex shows, string written) =>
        shows.Holding(tag.Words.Count > 1 && stem == tag.Squashed ? tag.Words : TagSplitter.Split(stem, shows)).Select(alias => new Mention(post, alias, Surface.HashtagPrefix, written));

    /// <summary>It is a word of any post, and not written as initials are.</summary>
    private static bool IsWordOf(string name, string written) => CommonWords.IsCommon(name) && written.Take(name.Length).Count(char.IsUpper) <= 1;

    /// <summary>"gots7": a season or an episode behind it makes a title of it.</summary>
    private static bool IsNumbered(string name, string whole) =>
        whole.Length > name.Length + 1 && whole.StartsWith(name, StringComparison.Ordinal) && whole[name.Length] == 's' && char.IsAsciiDigit(whole[^1]);

    /// <summary>Two letters are the initials of many: they name a show where few have them.</summary>
    private static bool IsOfFew(string initials, ShowIndex shows) => shows.Squashed(initials).Take(MostOfInitials + 1).Count() <= MostOfInitials;

    private static IEnumerable<Mention> WithoutBrand(ParsedPost post, PostTag tag, string written, ShowIndex shows, IReadOnlySet<string> brands) =>
        Stems(tag.Squashed, brands).Distinct(StringComparer.Ordinal)
            .Where(stem => stem != tag.Squashed)
            .SelectMany(stem => shows.Squashed(stem)
                .Where(alias => alias.Kind != AliasKind.Part && (alias.Kind == AliasKind.Acronym ? stem.Length >= ShortestHandleAcronym || IsOfFew(stem, shows) : stem.Length >= ShortestPrefix))
                .Select(alias => new Mention(post, alias, alias.Kind == AliasKind.Acronym ? Surface.AcronymTag : Surface.Handle, written)))
            .DistinctBy(mention => mention.Alias.Show);

    private static IEnumerable<Mention> InHandle(ParsedPost post, PostTag handle, ShowIndex shows, IReadOnlySet<string> brands)
    {
        var written = "@" + handle.Written;
        var stems = Stems(handle.Squashed, brands).Distinct(StringComparer.Ordinal).ToList();
        var mentions = stems
            .SelectMany(stem => shows.Squashed(stem).Where(alias => alias.Kind != AliasKind.Acronym || IsHandleOf(stem)))
            .DistinctBy(alias => alias.Show)
            .Select(alias => new Mention(post, alias, alias.Kind == AliasKind.Acronym ? Surface.AcronymTag : Surface.Handle, written))
            .ToList();
        if (mentions.Count > 0 || handle.Squashed.Length < ShortestHandlePrefix)
        {
            return mentions;
        }

        mentions.AddRange(shows.BeginningWith(handle.Squashed, MostPrefixed).Select(alias => new Mention(post, alias, Surface.HashtagPrefix, written)));
        return mentions.Count > 0 ? mentions : stems.SelectMany(stem => Holding(post, handle, stem, shows, written)).DistinctBy(mention => mention.Alias.Show);

        // A person's short name is some title's initials; "@GMB" and "@TheGNShow" are no person's.
        bool IsHandleOf(string initials) => initials == handle.Squashed
            ? initials.Length >= ShortestPrefix || (initials.Length >= ShortestHandleAcronym && handle.Written.All(char.IsUpper))
            : initials.Length >= ShortestHandleAcronym || IsOfFew(initials, shows);
    }

    /// <summary>"bbcapprentice", "thexfactoruk", "goggleboxc4official": as it is, and without what is put around it.</summary>
    private static IEnumerable<string> Stems(string handle, IReadOnlySet<string> brands)
    {
        string[] heads = [handle, .. brands.Where(brand => handle.Length >= brand.Length + 2 && handle.StartsWith(brand, StringComparison.Ordinal)).Select(brand => handle[brand.Length..])];
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

    /// <summary>What lies within a longer title is a word of that. A title without typing errors is not within one that has them.</summary>
    private static void RemoveInner(List<Mention> mentions)
    {
        mentions.RemoveAll(mention => mentions.Exists(other => other.Contains(mention) && other.Alias.Kind != AliasKind.Part && (mention.HasTypo || !other.HasTypo || other.Length > 2)));
        mentions.RemoveAll(mention => mention.HasTypo && mentions.Exists(other => !other.HasTypo && other.First == mention.First && other.Length >= mention.Length));
    }

    private static string Written(ParsedPost post, int first, int length) =>
        post.Text[post.Words[first].Start..post.Words[first + length - 1].End];

    [GeneratedRegex(@"(?:season\d*|series\d*|staffel\d*|s\d{1,2}(?:e\d{1,2})?|e\d{1,3}|finale?|premiere|live|results|tonight|uk|usa?|20\d\d|\d{1,3}|tv|fans?|addict|party|night|forever)$")]
    private static partial Regex TagEnding();

    [GeneratedRegex(@"(?:official|officiel|oficial|tvshow|show|tv|uk|usa?|hq|live|\d{1,4})$")]
    private static partial Regex HandleEnding();
}
