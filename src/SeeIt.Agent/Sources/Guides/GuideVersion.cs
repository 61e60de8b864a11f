using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace SeeIt.Agent.Sources.Guides;

/// <summary>
/// What a place calls the version of a guide that was taken from it, so that the same one is not taken again. Kept in guide.db,
/// with what was imported.
/// </summary>
/// <param name="Place">Which address or file it was: a hash, for an address may hold a password.</param>
/// <param name="ETag">The server's, or what stands in for it.</param>
/// <param name="LastModified">The server's, as it wrote it.</param>
internal sealed record GuideVersion(string Place, string? ETag, string? LastModified)
{
    public static GuideVersion? Of(GuidePlace place, HttpResponseMessage response)
    {
        var lastModified = response.Content.Headers.TryGetValues("Last-Modified", out var values) ? values.First() : null;
        return response.Headers.ETag is null && lastModified is null
            ? null
            : new(Hash(place), response.Headers.ETag?.ToString(), lastModified);
    }

    public static GuideVersion Of(GuidePlace place, FileInfo file) => new(Hash(place), FormattableString.Invariant($"{file.LastWriteTimeUtc.Ticks}-{file.Length}"), null);

    /// <returns>Null when it is of another place, or there is none.</returns>
    public static GuideVersion? Parse(GuidePlace place, string? text) =>
        text?.Split('\n') is [var of, var etag, var lastModified] && of == Hash(place)
            ? new(of, etag.Length > 0 ? etag : null, lastModified.Length > 0 ? lastModified : null)
            : null;

    /// <summary>Asks for what is newer only: RFC 9110, 13.1.</summary>
    public void AddTo(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation("If-None-Match", ETag is null ? [] : [ETag]);
        headers.TryAddWithoutValidation("If-Modified-Since", LastModified is null ? [] : [LastModified]);
    }

    public override string ToString() => $"{Place}\n{ETag}\n{LastModified}";

    private static string Hash(GuidePlace place) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place.Text)))[..16];
}
