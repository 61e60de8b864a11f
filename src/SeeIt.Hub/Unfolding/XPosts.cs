using System.Globalization;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Unfolding;

/// <summary>Posts on X, by its oEmbed service (docs.x.com, "oEmbed API"), which needs no key. It does not tell what a post replies to or quotes.</summary>
internal sealed class XPosts(PublicHttp http) : ILinkReader
{
    private const string Service = "https://publish.twitter.com/oembed?omit_script=1&dnt=1&url=";

    /// <summary>The zero of the time that a post's id carries in its upper bits, in Unix milliseconds.</summary>
    private const long Epoch = 1_288_834_974_657;

    private const int TimeShift = 22;

    public bool Knows(Uri link) => IdOf(link) is not null;

    public async Task<Reading<LinkedPost>> ReadAsync(Uri link, CancellationToken cancellation)
    {
        var id = IdOf(link)!.Value;
        var post = Uri.EscapeDataString(string.Create(CultureInfo.InvariantCulture, $"https://twitter.com/{link.Parts()[0]}/status/{id}"));
        var answer = await http.GetJsonAsync(Service + post, cancellation);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        var root = answer.Value!.Root;

        // <blockquote><p lang="en">the words</p>&mdash; name (@handle) <a>date</a></blockquote>
        var quote = HtmlTokens.Of(root.Text("html") ?? "", cancellation).SkipWhile(token => !token.IsStart("p")).ToList();
        var text = HtmlText.Of(quote.TakeWhile(token => !token.IsEnd("p")));
        return text.Length == 0
            ? LinkFailure.Unreadable
            : new LinkedPost(
                text,
                root.Text("author_url")?.Split('/')[^1] is { Length: > 0 } handle ? handle : root.Text("author_name"),
                DateTimeOffset.FromUnixTimeMilliseconds((id >> TimeShift) + Epoch),
                Language: Known(quote[0].Attribute("lang")));
    }

    private static long? IdOf(Uri link)
    {
        if (!link.IsAt("x.com") && !link.IsAt("twitter.com"))
        {
            return null;
        }

        // /name/status/1, /i/status/1, /i/web/status/1, each with /photo/1 and the like behind it.
        var parts = link.Parts();
        var at = Array.IndexOf(parts, "status");
        return at is 1 or 2 && parts.Length > at + 1 && long.TryParse(parts[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
    }

    /// <summary>X writes "und" and codes of its own ("zxx", "qme") where there is no language.</summary>
    private static string? Known(string? language) => language is null or "und" or "zxx" || language.StartsWith('q') && language != "qu" ? null : language;
}
