using System.Text.Json;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Unfolding;

/// <summary>Posts on Mastodon and what speaks its API, by the instance that the link names (docs.joinmastodon.org, "statuses").</summary>
internal sealed class MastodonPosts(PublicHttp http) : ILinkReader
{
    public bool Knows(Uri link) => IdOf(link) is not null;

    public async Task<Reading<LinkedPost>> ReadAsync(Uri link, CancellationToken cancellation)
    {
        var statuses = $"{link.GetLeftPart(UriPartial.Authority)}/api/v1/statuses/";
        var answer = await http.GetJsonAsync(statuses + IdOf(link), cancellation);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        var status = answer.Value!.Root is var root && root.At("reblog") is { } boosted ? boosted : root;
        var text = TextOf(status, cancellation);
        var repliedTo = status.Text("in_reply_to_id") is { } id && IsId(id) ? (await http.GetJsonAsync(statuses + id, cancellation)).Value?.Root : null;
        var parent = Lines.Join(
            repliedTo is { } reply ? TextOf(reply, cancellation) : null,
            status.At("quote", "quoted_status") is { } quoted ? TextOf(quoted, cancellation) : null,
            Lines.One(status.Text("card", "title")));
        return text.Length == 0 && parent is null
            ? LinkFailure.Unreadable
            : new LinkedPost(text, status.Text("account", "acct"), status.Time("created_at"), Language: status.Text("language"), Parent: parent);
    }

    /// <summary>With the content warning, which often names the show that the words would spoil.</summary>
    private static string TextOf(JsonElement status, CancellationToken cancellation) =>
        Lines.Join(Lines.One(status.Text("spoiler_text")), HtmlText.Of(status.Text("content") ?? "", cancellation)) ?? "";

    /// <summary>/@name/1, /@name@elsewhere/1, /users/name/statuses/1.</summary>
    private static string? IdOf(Uri link) => link.Parts() switch
    {
        [['@', _, ..], var id] when IsId(id) => id,
        ["users", _, "statuses", var id] when IsId(id) => id,
        _ => null,
    };

    private static bool IsId(string id) => id.Length is > 0 and <= 32 && id.All(char.IsAsciiDigit);
}
