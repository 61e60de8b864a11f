using System.Text.Json;

namespace SeeIt.Guide.Lineup;

/// <summary>The ways in which M3U files ask for request headers. A header that is named twice keeps its first value.</summary>
internal static class RequestHeaders
{
    /// <summary>Kodi's suffix: <c>http://host/path|User-Agent=x&amp;Referer=y</c>, values percent-encoded or not.</summary>
    /// <returns>The address without the suffix.</returns>
    public static string TakeSuffix(string address, Dictionary<string, string> headers)
    {
        var bar = address.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0)
        {
            return address;
        }

        ReadPairs(address[(bar + 1)..], headers);
        return address[..bar].TrimEnd();
    }

    /// <summary><c>name=value&amp;name=value</c>, as in the suffix and in <c>inputstream.adaptive.stream_headers</c>.</summary>
    public static void ReadPairs(string pairs, Dictionary<string, string> headers)
    {
        foreach (var pair in pairs.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                Add(headers, pair[..equals].Trim(), Unescape(pair[(equals + 1)..].Trim()));
            }
        }
    }

    /// <summary><c>#EXTHTTP:{"cookie":"…"}</c>.</summary>
    /// <returns>False when it is not a JSON object.</returns>
    public static bool ReadJson(string json, Dictionary<string, string> headers)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                Add(headers, member.Name, member.Value.ToString());
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The header that one of VLC's http-… options, or an attribute of the same meaning, sets; null when it sets none.</summary>
    public static string? NameOf(string key) => key.ToLowerInvariant() switch
    {
        "http-user-agent" or "user-agent" => "User-Agent",
        "http-referrer" or "http-referer" or "referrer" or "referer" => "Referer",
        "http-origin" => "Origin",
        "http-cookie" or "cookie" => "Cookie",
        _ => null,
    };

    /// <summary>One with a line break in it would be two.</summary>
    private static void Add(Dictionary<string, string> headers, string name, string value)
    {
        if (!name.Any(char.IsControl) && !value.Any(char.IsControl))
        {
            headers.TryAdd(Name(name), value);
        }
    }

    private static string Name(string name) => name.ToLowerInvariant() switch
    {
        "user-agent" => "User-Agent",
        "referer" or "referrer" => "Referer",
        "origin" => "Origin",
        "cookie" => "Cookie",
        _ => name,
    };

    private static string Unescape(string value) => value.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(value) : value;
}
