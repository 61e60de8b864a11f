using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace SeeIt.Hub.Unfolding;

/// <summary>
/// HTML as a run of tokens. No tree is built: what a page's tree costs is the page's choice (misnested formatting multiplies
/// elements, nesting fills the stack), what its tokens cost grows with its length.
/// </summary>
internal static class HtmlTokens
{
    public static IEnumerable<HtmlToken> Of(string html, CancellationToken cancellation)
    {
        using var source = new TextSource(html);
        using var tokenizer = new HtmlTokenizer(source, HtmlEntityProvider.Resolver) { SkipComments = true };
        for (var token = tokenizer.Get(); token.Type != HtmlTokenType.EndOfFile; token = tokenizer.Get())
        {
            cancellation.ThrowIfCancellationRequested();
            if (token.Type == HtmlTokenType.StartTag)
            {
                tokenizer.State = ContentOf(token.Name);
            }

            yield return token;
        }
    }

    public static bool IsStart(this HtmlToken token, string name) => token.Type == HtmlTokenType.StartTag && token.Name == name;

    public static bool IsEnd(this HtmlToken token, string name) => token.Type == HtmlTokenType.EndTag && token.Name == name;

    /// <summary>Null when the tag has none.</summary>
    public static string? Attribute(this HtmlToken token, string name) =>
        token is HtmlTagToken tag ? tag.Attributes.Where(attribute => attribute.Name == name).Select(attribute => attribute.Value).FirstOrDefault() : null;

    private static HtmlParseMode ContentOf(string element) => element switch
    {
        "title" or "textarea" => HtmlParseMode.RCData,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "script" => HtmlParseMode.Script,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => HtmlParseMode.PCData,
    };
}
