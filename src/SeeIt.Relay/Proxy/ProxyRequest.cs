using System.Text;

namespace SeeIt.Relay.Proxy;

/// <summary>The head of a request to the proxy (RFC 9112, section 3).</summary>
/// <param name="Method">As sent.</param>
/// <param name="Target">Absolute-form or authority-form, as sent.</param>
/// <param name="Headers">In their order.</param>
/// <param name="KeepsAlive">The connection may carry another request.</param>
internal sealed record ProxyRequest(string Method, string Target, IReadOnlyList<KeyValuePair<string, string>> Headers, bool KeepsAlive)
{
    /// <summary>A longer head is refused.</summary>
    public const int MaxHead = 16 * 1024;

    /// <summary>Reads a head, the empty line included. Null when it is malformed.</summary>
    public static ProxyRequest? Parse(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.Latin1.GetString(head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || lines[0].Split(' ') is not [var method, var target, ("HTTP/1.1" or "HTTP/1.0") and var version])
        {
            return null;
        }

        var headers = new List<KeyValuePair<string, string>>(lines.Length - 1);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line.AsSpan(0, colon).ContainsAny(" \t\r\n\0") || line.AsSpan(colon).ContainsAny('\r', '\n', '\0'))
            {
                return null;
            }

            headers.Add(new(line[..colon], line[(colon + 1)..].Trim()));
        }

        var keepsAlive = version == "HTTP/1.1" && !headers.Exists(header =>
            header.Key.Contains("Connection", StringComparison.OrdinalIgnoreCase)
            && header.Value.Contains("close", StringComparison.OrdinalIgnoreCase));
        return new ProxyRequest(method, target, headers, keepsAlive);
    }

    /// <summary>The player only asks: a request with a body is not one of its.</summary>
    public bool HasBody => Headers.Any(header =>
        header.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)
        || (header.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) && header.Value != "0"));
}
