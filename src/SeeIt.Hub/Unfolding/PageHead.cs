using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace SeeIt.Hub.Unfolding;

/// <summary>What a page says of itself to programs.</summary>
/// <param name="Title">The <c>title</c> element's.</param>
/// <param name="Language">Of <c>html lang</c>.</param>
/// <param name="Meta">By name or property, in lower case; the first of each.</param>
/// <param name="LinkedData">The texts of its JSON-LD scripts.</param>
internal sealed record PageHead(string? Title, string? Language, IReadOnlyDictionary<string, string> Meta, IReadOnlyList<string> LinkedData)
{
    private const int MostScripts = 20;
    private const int MostMeta = 200;

    public static PageHead Of(string html, CancellationToken cancellation)
    {
        string? title = null;
        string? language = null;
        var meta = new Dictionary<string, string>(StringComparer.Ordinal);
        var scripts = new List<string>();
        List<string>? inside = null;
        foreach (var token in HtmlTokens.Of(html, cancellation))
        {
            if (token.Type == HtmlTokenType.Character)
            {
                inside?.Add(token.Data);
            }
            else if (token.IsStart("title") || (token.IsStart("script") && IsLinkedData(token)))
            {
                inside = [];
            }
            else if (token.IsEnd("title") && inside is not null)
            {
                title ??= Lines.One(string.Concat(inside));
                inside = null;
            }
            else if (token.IsEnd("script") && inside is not null)
            {
                if (scripts.Count < MostScripts)
                {
                    scripts.Add(string.Concat(inside));
                }

                inside = null;
            }
            else if (token.IsStart("html"))
            {
                language ??= token.Attribute("lang");
            }
            else if (token.IsStart("meta") && meta.Count < MostMeta
                && (token.Attribute("property") ?? token.Attribute("name")) is { } name && Lines.One(token.Attribute("content")) is { } content)
            {
                meta.TryAdd(name.ToLowerInvariant(), content);
            }
        }

        return new PageHead(title, language, meta, scripts);
    }

    /// <summary>The first of these that the page has.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Meta.TryGetValue(name, out var content))
            {
                return content;
            }
        }

        return null;
    }

    private static bool IsLinkedData(HtmlToken script) =>
        script.Attribute("type")?.Trim().StartsWith("application/ld+json", StringComparison.OrdinalIgnoreCase) == true;
}
