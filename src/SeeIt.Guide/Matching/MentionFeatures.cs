using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>What a mention tells by itself and by the words around it.</summary>
internal static class MentionFeatures
{
    /// <summary>More bits than these say nothing more.</summary>
    private const double MostBits = 32;
    private const int CueDistance = 3;

    /// <summary>Bits of two initials: "#FF" is what people write on any Friday.</summary>
    private const float LettersOfMany = 3;

    /// <summary>The tag of a show is rarely that of a book.</summary>
    private const double OtherWorkOfTag = 0.4;

    /// <summary>Every noun has a capital there.</summary>
    private const double CapitalsOfGerman = 0.5;

    /// <summary>Common words in one, this long with the sign, are not written by chance.</summary>
    private const int LongTag = 8;

    public static List<Feature> Of(Mention mention, PostContext context)
    {
        var post = mention.Post;
        var features = new List<Feature>
        {
            new(FeatureKind.Bits, Math.Min(mention.Alias.Bits, MostBits) / CommonWords.Rare, $"the post says \"{mention.Written}\""),
        };
        AddForm(features, mention);
        if (mention.First >= 0)
        {
            AddWriting(features, mention, post, context);
            AddCues(features, mention, post);
            AddPlace(features, mention, context);
        }

        features.Add(new(FeatureKind.Share, Math.Max(mention.Length, 1) / (double)Math.Max(post.Words.Count + (mention.Length == 0 ? 1 : 0), 1)));
        if (mention.Post.IsParent)
        {
            features.Add(new(FeatureKind.FromParent, 1, "it is in the post that this one answers"));
        }

        var around = post.Words.Where((_, index) => index < mention.First || index >= mention.First + mention.Length).ToList();

        // "I miss you tonight": an evening is no watching.
        var saysEvening = HasOnlySmallWords(mention) && mention.First >= 0;
        if (around.Find(word => WatchingWords.IsWatching(word.Text) && !(saysEvening && word.Text is "tonight" or "tonite")) is { Text: not null } cue)
        {
            features.Add(new(FeatureKind.WatchingWord, 1, $"\"{cue.Text}\" is about watching"));
        }

        // Who says the hour or the channel means television, whatever else is of that name.
        if (context.Channels.Count == 0 && context.Time is not { IsClock: true } && around.Exists(word => WatchingWords.IsOtherWork(word.Text)))
        {
            features.Add(new(FeatureKind.OtherWork, mention.First >= 0 ? 1 : OtherWorkOfTag));
        }

        if (post.HasLink)
        {
            features.Add(new(FeatureKind.Link, 1));
        }

        return features;
    }

    private static void AddPlace(List<Feature> features, Mention mention, PostContext context)
    {
        if (MentionPlace.FollowsArticle(mention))
        {
            features.Add(new(FeatureKind.AfterArticle, 1));
        }

        if (MentionPlace.GoesOn(mention))
        {
            features.Add(new(FeatureKind.GoesOn, 1));
        }

        if (mention.Alias.Bits >= CommonWords.Rare && MentionPlace.IsWithin(mention))
        {
            features.Add(new(FeatureKind.WithinShow, 1));
        }

        if (!HasOnlySmallWords(mention) && MentionPlace.IsOwnSentence(mention))
        {
            features.Add(new(FeatureKind.OwnSentence, 1, "nothing else stands beside it"));
        }

        if (MentionPlace.BesideWhen(mention, context) is > 0 and var value)
        {
            features.Add(new(FeatureKind.BesideWhen, value, "the post says when or where right beside it"));
        }
    }

    private static bool HasOnlySmallWords(Mention mention) => mention.Alias.Bits <= CommonWords.Function * mention.Alias.Words;

    private static void AddForm(List<Feature> features, Mention mention)
    {
        switch (mention.Surface)
        {
            case Surface.Hashtag:
                features.Add(new(FeatureKind.Hashtag, 1, "the hashtag is the title"));
                break;
            case Surface.AcronymTag:
                features.Add(new(FeatureKind.AcronymTag, 1, "the hashtag has the title's initials"));
                break;
            case Surface.HashtagPart:
                features.Add(new(FeatureKind.HashtagPart, 1, "the hashtag holds the title"));
                break;
            case Surface.HashtagPrefix:
                features.Add(new(FeatureKind.HashtagPrefix, 1, "the hashtag is the title's beginning"));
                break;
            case Surface.Handle:
                features.Add(new(FeatureKind.Handle, 1, "the account has the title's name"));
                break;
            case Surface.Joined:
                features.Add(new(FeatureKind.Joined, 1));
                break;
            case Surface.Acronym:
                features.Add(new(FeatureKind.Acronym, 1, "the title's initials"));
                break;
        }

        switch (mention.Alias.Kind)
        {
            case AliasKind.WithoutArticle when mention.First >= 0:
                features.Add(new(FeatureKind.WithoutArticle, 1));
                break;
            case AliasKind.Short:
                features.Add(new(FeatureKind.ShortTitle, 1));
                break;
            case AliasKind.Part:
                features.Add(new(FeatureKind.TitlePart, 1, "it is a part of the title"));
                break;
            case AliasKind.Episode:
                features.Add(new(FeatureKind.EpisodeAlone, 1));
                break;
        }

        if (mention.Alias is { Kind: AliasKind.Acronym, Bits: <= LettersOfMany })
        {
            features.Add(new(FeatureKind.TwoLetters, 1));
        }

        if (mention.HasTypo)
        {
            features.Add(new(FeatureKind.Typo, 1, "the title differs by a letter"));
        }

        if (mention.Alias.Kind != AliasKind.Acronym)
        {
            if (mention.Alias.Words == 1 && mention.Surface is Surface.Words or Surface.HashtagPart or Surface.Joined)
            {
                features.Add(new(FeatureKind.SingleWord, 1));
            }

            if (mention.Alias.Bits < CommonWords.Rare && (mention.First >= 0 || mention.Alias.Words == 1 || mention.Written.Length < LongTag))
            {
                features.Add(new(FeatureKind.OnlyCommonWords, 1));
                if (HasOnlySmallWords(mention))
                {
                    features.Add(new(FeatureKind.OnlySmallWords, 1));
                }
            }
        }
    }

    private static void AddWriting(List<Feature> features, Mention mention, ParsedPost post, PostContext context)
    {
        var (start, end) = (post.Words[mention.First].Start, post.Words[mention.First + mention.Length - 1].End);
        if (post.Quotes.Exists(quote => quote.Start <= start && end <= quote.End && quote.End - quote.Start <= end - start + 6))
        {
            features.Add(new(FeatureKind.Quoted, 1, "it is quoted"));
        }

        if (mention.Surface == Surface.Acronym && post.Words[mention.First].Case == WordCase.Lower)
        {
            features.Add(new(FeatureKind.LowerCase, 1));
        }

        if (post.IsCapitalised || mention.Surface == Surface.Acronym)
        {
            return;
        }

        var telling = Enumerable.Range(mention.First, mention.Length)
            .Select(index => post.Words[index])
            .Where(word => word.Case != WordCase.None && (mention.Length == 1 || word.Text.Length > 3))
            .ToList();
        if (telling.Count == 0)
        {
            return;
        }

        if (!telling.TrueForAll(word => word.Case != WordCase.Lower))
        {
            if (mention.Alias.IsEveryday && mention.Alias.Words > 1)
            {
                features.Add(new(FeatureKind.EverydayWords, 1));
            }

            features.Add(new(FeatureKind.LowerCase, Math.Clamp(1.6 - (mention.Alias.Bits / (2 * CommonWords.Rare)), 0.2, 1)));
        }
        else if (IsPartOfName(mention, post, context.Language))
        {
            features.Add(new(FeatureKind.PartOfName, 1, "it is part of a longer name"));
        }
        else if (telling.Exists(word => !word.BeginsSentence))
        {
            features.Add(new(FeatureKind.Capitals, context.Language == "de" ? CapitalsOfGerman : 1, "it has capitals"));
        }
    }

    /// <summary>"Jessie" in "Jessie Ware" or "Jessie and the Wolf": a capital goes on without a break.</summary>
    private static bool IsPartOfName(Mention mention, ParsedPost post, string? language)
    {
        var next = mention.First + mention.Length;
        while (next + 1 < post.Words.Count && Goes(post, next) && IsConnector(post.Words[next].Text))
        {
            next++;
        }

        if (next < post.Words.Count && Goes(post, next) && IsName(post.Words[next], language))
        {
            return true;
        }

        var first = mention.First;
        while (first > 1 && Goes(post, first) && IsConnector(post.Words[first - 1].Text))
        {
            first--;
        }

        return first > 0 && Goes(post, first) && !post.Words[first - 1].BeginsSentence && IsName(post.Words[first - 1], language);
    }

    private static bool Goes(ParsedPost post, int word) => !post.Words[word].FollowsBreak && !post.Words[word].BeginsSentence;

    private static bool IsConnector(string word) => word is "and" or "of" or "the" or "und" or "der" or "von" or "et" or "de" or "la" or "du" or "y" or "e" or "do" or "da";

    /// <summary>"I'm", "S02E05" and, where every noun has a capital, "Abend" are no names.</summary>
    private static bool IsName(PostWord word, string? language) =>
        word.Case is WordCase.Capital or WordCase.Upper or WordCase.Mixed && word.Text.Length > 1 && !WatchingWords.IsWatching(word.Text)
        && !(language == "de" ? CommonWords.IsCommon(word.Text) : word.Text is "i" or "im" or "ive" or "id" or "ill") && !word.Text.Any(char.IsAsciiDigit);

    private static void AddCues(List<Feature> features, Mention mention, ParsedPost post)
    {
        for (var at = mention.First - 1; at >= Math.Max(0, mention.First - CueDistance); at--)
        {
            // "I miss you" says nothing of a show that is called "You".
            if (WatchingWords.MayStandBefore(post.Words[at].Text) && (!HasOnlySmallWords(mention) || WatchingWords.IsWatching(post.Words[at].Text)))
            {
                features.Add(new(FeatureKind.WordBefore, 1, $"\"{post.Words[at].Text}\" before it"));
                break;
            }
        }

        var next = mention.First + mention.Length;
        if (next < post.Words.Count && !HasOnlySmallWords(mention) && WatchingWords.MayStandAfter(post.Words[next].Text))
        {
            features.Add(new(FeatureKind.WordAfter, 1, $"\"{post.Words[next].Text}\" after it"));
        }
    }
}
