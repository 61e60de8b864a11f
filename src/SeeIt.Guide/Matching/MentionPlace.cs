using System.Collections.Frozen;
using System.Text;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>What stands right before and behind a mention in the running text.</summary>
internal static class MentionPlace
{
    /// <summary>Small words that may stand between a title and when or where it is on: "Frasier is on at nine".</summary>
    private const int MostBetween = 2;

    /// <summary>A title is one thing: "a raw deal", "my neighbours" are none. The definite article says nothing.</summary>
    private static readonly FrozenSet<string> Articles =
        new[]
        {
            "a", "an", "my", "your", "his", "her", "our", "their", "any", "some", "these", "those", "ein", "eine", "einen", "einem", "einer", "mein", "meine", "meinen", "meinem", "dein", "deine",
            "kein", "keine", "un", "une", "mon", "ma", "mes", "ton", "ta", "tes", "una", "unos", "unas", "mi", "mis", "tu", "tus", "um", "uma", "meu", "minha", "meus", "minhas", "seu", "sua",
        }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>They make one phrase of the title and what follows: "Touche pas à mon poste de travail", "access to the building".</summary>
    private static readonly FrozenSet<string> Links =
        new[] { "of", "to", "for", "from", "de", "du", "des", "d", "del", "do", "da", "dos", "das", "zum", "zur", "fur", "von", "vom", "pour", "para", "that", "who", "que", "qui" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What people are in: "in EastEnders", "bei Galileo", "dans Kaamelott", "no Encontro".</summary>
    private static readonly FrozenSet<string> Within =
        new[] { "in", "on", "bei", "beim", "dans", "en", "no", "na" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> WithinArticles = new[] { "the", "der", "dem", "den", "la", "el", "le", "les", "los", "o", "a" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Nothing ends behind the title: what follows belongs to it.</summary>
    public static bool GoesOn(Mention mention)
    {
        var next = mention.First + mention.Length;
        return next + 1 < mention.Post.Words.Count && mention.Post.Words[next] is { FollowsBreak: false, BeginsSentence: false } word && Links.Contains(word.Text)
            && mention.Post.Words[next + 1] is { FollowsBreak: false, BeginsSentence: false };
    }

    /// <summary>Someone or something is in it.</summary>
    public static bool IsWithin(Mention mention)
    {
        var before = mention.First - 1;
        before -= before > 0 && WithinArticles.Contains(mention.Post.Words[before].Text) ? 1 : 0;
        return before >= 0 && !mention.Post.Words[mention.First].FollowsBreak && Within.Contains(mention.Post.Words[before].Text);
    }

    /// <summary>Some are said before a noun: "what a catastrophe" has its own, and the title has none.</summary>
    public static bool FollowsArticle(Mention mention) =>
        mention.First > 0 && !mention.Post.Words[mention.First].FollowsBreak && Articles.Contains(mention.Post.Words[mention.First - 1].Text);

    /// <summary>"HOMELAND. My nerves.", "Tatort! Ruhe jetzt": nothing else stands between two ends.</summary>
    public static bool IsOwnSentence(Mention mention)
    {
        var post = mention.Post;
        var end = post.Words[mention.First + mention.Length - 1].End;
        return post.Words[mention.First].BeginsSentence && (mention.First + mention.Length == post.Words.Count || EndsThere(post.Text.AsSpan(end)));
    }

    /// <summary>When or where the post says that it is on, right beside the title: "Neighbours 1.45pm", "um 21 Uhr Gogglebox", "BBC Breakfast".</summary>
    /// <returns>1 for an hour or a channel, 0.5 for a day or "now"; 0 for neither.</returns>
    public static double BesideWhen(Mention mention, PostContext context)
    {
        var post = mention.Post;
        if (mention.First > 0 && post.Words[mention.First - 1] is { Case: WordCase.Upper or WordCase.Mixed } before && !post.Words[mention.First].FollowsBreak && context.Brands.Contains(before.Text))
        {
            return 1;
        }

        if (context.Channels.Values.Distinct(StringComparer.OrdinalIgnoreCase).Any(name => IsBeside(mention, name)))
        {
            return 1;
        }

        // "nice weather today" and "tonight at five" tell the day or the hour of anything.
        if (context.Time is not { } time || time.Written.Contains(mention.Written, StringComparison.OrdinalIgnoreCase) || (!time.IsClock && IsAnyWord(mention)))
        {
            return 0;
        }

        return time.Phrases.Any(phrase => IsBeside(mention, phrase)) ? (time.IsClock ? 1 : 0.5) : 0;
    }

    private static bool IsAnyWord(Mention mention) =>
        mention.Alias.Bits < CommonWords.Rare && mention.Post.Words[mention.First].Case == WordCase.Lower;

    private static bool IsBeside(Mention mention, string phrase)
    {
        var post = mention.Post;
        var (start, end) = (post.Words[mention.First].Start, post.Words[mention.First + mention.Length - 1].End);
        for (var at = 0; (at = post.Text.IndexOf(phrase, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if ((at >= end && IsSmall(post, end, at)) || (at + phrase.Length <= start && IsSmall(post, at + phrase.Length, start)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Between two places are no end of a sentence and few words, all of them small.</summary>
    private static bool IsSmall(ParsedPost post, int from, int to)
    {
        var between = post.Words.Where(word => word.Start >= from && word.End <= to).ToList();
        return post.Text.AsSpan(from, to - from).IndexOfAny(".!?…\n") < 0 && between.Count <= MostBetween
            && between.TrueForAll(word => CommonWords.IsFunction(word.Text) || WatchingWords.MayStandAfter(word.Text));
    }

    private static bool EndsThere(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart(' ');
        return rest.IsEmpty || rest[0] is '.' or '!' or '?' or '…' or ':' or ';' or '-' or '–' or '—' or '\n'
            || (Rune.DecodeFromUtf16(rest, out var rune, out _) == System.Buffers.OperationStatus.Done && Rune.IsSymbol(rune));
    }
}
