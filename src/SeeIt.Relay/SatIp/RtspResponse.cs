using System.Globalization;
using System.Text;

namespace SeeIt.Relay.SatIp;

/// <summary>The head of an RTSP answer (RFC 2326, section 7). Header names in any case; of repeated ones the first counts.</summary>
internal sealed record RtspResponse(int Status, string Reason, IReadOnlyDictionary<string, string> Headers)
{
    public string? this[string header] => Headers.GetValueOrDefault(header);

    public int ContentLength => int.TryParse(this["Content-Length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;

    /// <param name="head">Up to the empty line.</param>
    /// <returns>Null when it is no RTSP.</returns>
    public static RtspResponse? Parse(ReadOnlySpan<byte> head)
    {
        var lines = Encoding.Latin1.GetString(head).Split('\n', StringSplitOptions.TrimEntries);
        if (lines[0].Split(' ', 3) is not [var version, var code, ..] || !version.StartsWith("RTSP/1.", StringComparison.Ordinal)
            || !int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            if (line.Split(':', 2) is [var name, var value])
            {
                headers.TryAdd(name.Trim(), value.Trim());
            }
        }

        return new RtspResponse(status, lines[0].Split(' ', 3).ElementAtOrDefault(2) ?? "", headers);
    }

    /// <summary>A parameter of a header such as <c>Session: 1234;timeout=30</c>; the name is looked up in any case.</summary>
    public string? Parameter(string header, string name) => this[header]?.Split(';', StringSplitOptions.TrimEntries)
        .Select(part => part.Split('=', 2))
        .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];
}
