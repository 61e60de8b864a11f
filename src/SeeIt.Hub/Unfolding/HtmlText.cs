using System.Text;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace SeeIt.Hub.Unfolding;

/// <summary>The words of a piece of HTML: a line per paragraph and break, without the addresses that stand for links.</summary>
internal static class HtmlText
{
    public static string Of(string html, CancellationToken cancellation) => Of(HtmlTokens.Of(html, cancellation));

    public static string Of(IEnumerable<HtmlToken> tokens)
    {
        var text = new StringBuilder();
        int? link = null;
        string? unseen = null;
        foreach (var token in tokens)
        {
            if (unseen is not null)
            {
                unseen = token.IsEnd(unseen) ? null : unseen;
            }
            else if (token.Type == HtmlTokenType.Character)
            {
                text.Append(token.Data);
            }
            else if (token.IsStart("script") || token.IsStart("style"))
            {
                unseen = token.Name;
            }
            else if (token.IsStart("a"))
            {
                link = text.Length;
            }
            else if (token.IsEnd("a") && link is { } from)
            {
                RemoveAddress(text, from);
                link = null;
            }
            else if (token.Name is "br" or "p" or "div" or "li" or "blockquote")
            {
                text.Append('\n');
            }
        }

        return Lines.Tidy(text.ToString());
    }

    /// <summary>A link whose text is an address says nothing of a show; a hashtag and a mention do.</summary>
    private static void RemoveAddress(StringBuilder text, int from)
    {
        var shown = text.ToString(from, text.Length - from).Trim();
        if (shown.Contains('/', StringComparison.Ordinal) && !shown.Any(char.IsWhiteSpace))
        {
            text.Length = from;
        }
    }
}
