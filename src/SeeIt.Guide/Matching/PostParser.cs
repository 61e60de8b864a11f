using System.Net;
using System.Text.RegularExpressions;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>Takes a post apart.</summary>
internal static partial class PostParser
{
    public static ParsedPost Parse(string text, bool isParent = false)
    {
        text = WebUtility.HtmlDecode(text.Length > PostText.LongestRead ? text[..PostText.LongestRead] : text);
        text = SpacedApostrophe().Replace(text, "$1");
        var post = new ParsedPost { Text = text, IsParent = isParent };
        var at = 0;
        var sentence = true;
        var lastEnd = 0;
        while (at < text.Length)
        {
            var special = Special().Match(text, at);
            var end = special.Success ? special.Index : text.Length;
            while (WordScanner.TryNext(text, ref at, out var word) && word.Start < end)
            {
                var gap = text.AsSpan(lastEnd, word.Start - lastEnd);
                sentence |= gap.IndexOfAny(".!?…\n") >= 0 || (gap.Contains(':') && lastEnd > 0);
                post.Words.Add(new PostWord(word.Text, word.Case, word.Start, word.End, sentence, gap.ContainsAnyExcept(' ')));
                sentence = false;
                lastEnd = word.End;
            }

            if (!special.Success)
            {
                break;
            }

            AddSpecial(post, special);
            at = special.Index + special.Length;
            lastEnd = Math.Max(lastEnd, Math.Min(at, text.Length));
            sentence |= special.Groups["link"].Success || post.Words.Count == 0;
        }

        foreach (Match quote in Quoted().Matches(text))
        {
            post.Quotes.Add((quote.Index, quote.Index + quote.Length));
        }

        post.Folded = [.. post.Words.Select(word => word.Text)];
        post.IsCapitalised = IsCapitalised(post.Words);
        return post;
    }

    /// <summary>"NightGarden" → night, garden; "BBCNews" → bbc, news; "GoTSeason5" → go, t, season, 5; "s02e05" stays in parts.</summary>
    internal static PostTag Tag(string written)
    {
        var spaced = TagBoundary().Replace(written.Replace('_', ' '), "$0 ");
        var words = WordScanner.Scan(spaced).Select(word => word.Text).ToList();
        return new PostTag(written, words, string.Concat(words));
    }

    private static void AddSpecial(ParsedPost post, Match special)
    {
        if (special.Groups["link"].Success)
        {
            post.HasLink = true;
        }
        else if (special.Groups["tag"] is { Success: true } tag && Tag(tag.Value) is { Words.Count: > 0 } hashtag)
        {
            post.Hashtags.Add(hashtag);
        }
        else if (special.Groups["handle"] is { Success: true } name && Tag(name.Value) is { Words.Count: > 0 } handle)
        {
            post.Handles.Add(handle);
        }
    }

    private static bool IsCapitalised(List<PostWord> words)
    {
        var cased = words.Where(word => word.Case != WordCase.None && word.Text.Length > 2).ToList();
        return cased.Count > 3 && cased.Count(word => word.Case != WordCase.Lower) > 0.6 * cased.Count;
    }

    [GeneratedRegex(@"(?<link>(?:https?://|www\.|pic\.twitter\.com/)\S+|\b[a-z0-9.-]+\.(?:com|co\.uk|org|net|tv|ly|me|gl)/\S+)|(?<![\w&])[#＃](?<tag>[\w]+)|(?<!\w)[@＠](?<handle>\w+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Special();

    [GeneratedRegex("""["“„«](?:[^"“”„«»]{1,80})["”“»]|[「『《【〈](?:[^「」『』《》【】〈〉]{1,80})[」』》】〉]|(?<!\w)['‘](?:[^'‘’]{2,80})['’](?!\w)""")]
    private static partial Regex Quoted();

    /// <summary>Tokenised text has "it 's" and "I 'm".</summary>
    [GeneratedRegex(@"(?<=\w)\s+((?:'|’)(?:s|m|re|ve|ll|d|t)\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SpacedApostrophe();

    [GeneratedRegex(@"\p{Ll}(?=\p{Lu})|\p{L}(?=\d)|\d(?=\p{L})|\p{Lu}(?=\p{Lu}\p{Ll})")]
    private static partial Regex TagBoundary();
}
