using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SeeIt.Guide.Lineup;

/// <summary>Reads an HDHomeRun's lineup.json (SiliconDust's HTTP API; emulators write the same). Not thread-safe.</summary>
internal sealed partial class HdHomeRunReader(NamedStream input) : ILineupReader
{
    /// <summary>Emulators put their JSON together by hand.</summary>
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public Action<Problem>? LeftOut { get; init; }

    public IReadOnlyList<string> GuideAddresses => [];

    /// <summary>A list of JSON objects, or an empty one.</summary>
    public static bool Recognizes(string head) => Beginning().IsMatch(head);

    public IEnumerable<LineupEntry> Read()
    {
        using var document = Parse();
        bool found = false, hasAny = false;
        foreach (var channel in document.RootElement.EnumerateArray())
        {
            hasAny = true;
            if (Entry(channel) is { } entry)
            {
                found = true;
                yield return entry;
            }
        }

        if (!found)
        {
            throw Error(hasAny
                ? "The device gives none of its channels away."
                : "The device has no channel: let it search for channels first, on its own page.");
        }
    }

    private JsonDocument Parse()
    {
        try
        {
            return JsonDocument.Parse(input.Content, Lenient);
        }
        catch (InvalidDataException exception)
        {
            throw new GuideFormatException(new Problem(input.Name, 0, "The gzip data are damaged."), exception);
        }
        catch (JsonException exception)
        {
            throw new GuideFormatException(new Problem(input.Name, exception.LineNumber + 1 ?? 0, "This is not an HDHomeRun's lineup: its JSON is damaged."), exception);
        }
    }

    private LineupEntry? Entry(JsonElement channel)
    {
        if (channel.ValueKind != JsonValueKind.Object || Text(channel, "URL") is not { } address
            || !Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.IsFile)
        {
            LeftOut?.Invoke(new Problem(input.Name, 0, $"A channel without an address: \"{Name(channel)}\"."));
            return null;
        }

        if (IsSet(channel, "DRM") || HasTag(channel, "drm"))
        {
            LeftOut?.Invoke(new Problem(input.Name, 0, $"It is protected (DRM), and the device gives it to its own apps only: \"{Name(channel)}\"."));
            return null;
        }

        return new LineupEntry(Name(channel) ?? address, uri)
        {
            Number = Text(channel, "GuideNumber"),
            Distinction = Text(channel, "GuideNumber"),
            Logo = Text(channel, "ImageURL"),
            IsRadio = Text(channel, "VideoCodec") is null && Text(channel, "AudioCodec") is not null,
            Service = ServiceId.Of(Number(channel, "OriginalNetworkID"), Number(channel, "TransportStreamID"), Number(channel, "ProgramNumber")),
        };
    }

    private static string? Name(JsonElement channel) => Text(channel, "GuideName") ?? Text(channel, "GuideNumber");

    private static string? Text(JsonElement channel, string name) =>
        channel.ValueKind == JsonValueKind.Object && channel.TryGetProperty(name, out var value)
            && value.ToString() is var text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <summary>HD, DRM and Favorite are absent or 1; emulators write true too.</summary>
    private static bool IsSet(JsonElement channel, string name) => Text(channel, name) is "1" or "True";

    /// <summary>What older firmware writes in place of members of their own: "favorite,drm".</summary>
    private static bool HasTag(JsonElement channel, string tag) =>
        Text(channel, "Tags")?.Split(',', StringSplitOptions.TrimEntries).Contains(tag, StringComparer.OrdinalIgnoreCase) == true;

    private static int? Number(JsonElement channel, string name) =>
        int.TryParse(Text(channel, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private GuideFormatException Error(string message) => new(new Problem(input.Name, 0, message));

    [GeneratedRegex(@"^(\u00EF\u00BB\u00BF)?\s*\[\s*[{\]]")]
    private static partial Regex Beginning();
}
