using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Unfolding;

/// <summary>Reads the JSON of others, in which nothing needs to be there or of the kind that is expected.</summary>
internal static partial class ServiceJson
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = 64 };

    /// <summary>Null when it is not JSON.</summary>
    public static JsonElement? Parse(string text)
    {
        try
        {
            // What was cut in the midst of an emoji; such a string cannot be read at all.
            using var document = JsonDocument.Parse(HalfCharacter().Replace(text, "\ufffd"), Lenient);
            return document.RootElement.Clone();
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public static async Task<Reading<Found>> GetJsonAsync(this PublicHttp http, string address, CancellationToken cancellation)
    {
        if (LinkAddress.Parse(address) is not { } uri)
        {
            return LinkFailure.Forbidden;
        }

        var fetched = await http.GetAsync(uri, Fetched.Json, isElsewhere: null, cancellation);
        return fetched.Failure is { } failure ? failure : Parse(fetched.Value!.Text!) is { } root ? new Found(root) : LinkFailure.Unreadable;
    }

    /// <summary>What a path of names leads to; null when a step is not there.</summary>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    /// <summary>The string at a path; of a number its digits.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) => element.At(path) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>The time at a path, if it names its offset.</summary>
    public static DateTimeOffset? Time(this JsonElement element, params ReadOnlySpan<string> path) => ParseTime(element.Text(path));

    public static DateTimeOffset? ParseTime(string? text) =>
        text is not null && text.Contains('T', StringComparison.Ordinal) && (text.EndsWith('Z') || text.AsSpan(text.IndexOf('T', StringComparison.Ordinal)).IndexOfAny('+', '-') > 0)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;

    /// <summary>The elements of a list; what is no list is a list of one.</summary>
    public static IEnumerable<JsonElement> Each(this JsonElement? element) => element switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { } one => [one],
    };

    [GeneratedRegex("""\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}""")]
    private static partial Regex HalfCharacter();

    /// <summary>A JSON document's root.</summary>
    internal sealed record Found(JsonElement Root);
}
