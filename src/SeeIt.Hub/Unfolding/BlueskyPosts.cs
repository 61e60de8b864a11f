using System.Text.Json;
using System.Text.RegularExpressions;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Unfolding;

/// <summary>Posts on Bluesky, by its public AppView (docs.bsky.app, app.bsky.feed.getPosts).</summary>
internal sealed partial class BlueskyPosts(PublicHttp http) : ILinkReader
{
    private const string Service = "https://public.api.bsky.app/xrpc/";

    public bool Knows(Uri link) => link.IsAt("bsky.app") && IsPost(link.Parts());

    public async Task<Reading<LinkedPost>> ReadAsync(Uri link, CancellationToken cancellation)
    {
        var parts = link.Parts();
        var author = await ResolveAsync(parts[1], cancellation);
        if (author.Failure is { } unknown)
        {
            return unknown;
        }

        var answer = await GetPostAsync($"at://{author.Value}/app.bsky.feed.post/{parts[3]}", cancellation);
        if (answer.Failure is { } failure)
        {
            return failure;
        }

        var post = answer.Value!.Root;
        var text = Lines.Tidy(post.Text("record", "text") ?? "");
        var parent = Lines.Join(await RepliedToAsync(post, cancellation), Quoted(post), Lines.One(post.Text("embed", "external", "title")));
        return text.Length == 0 && parent is null
            ? LinkFailure.Unreadable
            : new LinkedPost(
                text,
                post.Text("author", "handle"),
                post.Time("record", "createdAt"),
                Language: post.At("record", "langs").Each().Select(language => language.Text()).FirstOrDefault(),
                Parent: parent);
    }

    /// <summary>getPosts takes no handle in an address: the handle's DID is asked for first.</summary>
    private async Task<Reading<string>> ResolveAsync(string author, CancellationToken cancellation)
    {
        if (author.StartsWith("did:", StringComparison.Ordinal))
        {
            return author;
        }

        var answer = await http.GetJsonAsync($"{Service}com.atproto.identity.resolveHandle?handle={Uri.EscapeDataString(author)}", cancellation);
        return answer.Failure is { } failure ? failure : answer.Value!.Root.Text("did") is { } did ? did : LinkFailure.Unreadable;
    }

    private async Task<Reading<ServiceJson.Found>> GetPostAsync(string address, CancellationToken cancellation)
    {
        var answer = await http.GetJsonAsync($"{Service}app.bsky.feed.getPosts?uris={Uri.EscapeDataString(address)}", cancellation);
        return answer.Failure is { } failure ? failure
            : answer.Value!.Root.At("posts").Each().Select(post => new ServiceJson.Found(post)).FirstOrDefault() is { } found ? found
            : LinkFailure.Unreadable;
    }

    private async Task<string?> RepliedToAsync(JsonElement post, CancellationToken cancellation) =>
        post.Text("record", "reply", "parent", "uri") is { } parent && (await GetPostAsync(parent, cancellation)).Value is { } found
            ? Lines.Tidy(found.Root.Text("record", "text") ?? "")
            : null;

    /// <summary>A quote alone, or beside pictures.</summary>
    private static string? Quoted(JsonElement post) =>
        (post.Text("embed", "record", "value", "text") ?? post.Text("embed", "record", "record", "value", "text")) is { } text ? Lines.Tidy(text) : null;

    /// <summary>/profile/HANDLE-OR-DID/post/RKEY.</summary>
    private static bool IsPost(string[] parts) => parts is ["profile", _, "post", _, ..] && Name().IsMatch(parts[1]) && Name().IsMatch(parts[3]);

    [GeneratedRegex("^[A-Za-z0-9._:~-]{1,253}$")]
    private static partial Regex Name();
}
