using System.Globalization;
using System.Text.RegularExpressions;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Sources.Guides;

/// <summary>Where a guide comes from: one entry of the setting Guide, understood. Immutable.</summary>
/// <param name="Text">As the owner wrote it; may hold a password.</param>
/// <param name="Address">What is fetched; null of a file of this machine.</param>
/// <param name="FilePath">What is opened; null of what is fetched.</param>
/// <param name="Shift">What is added to all of its times: guides whose offsets lie. A channel's tvg-shift is added to that. Up to a day.</param>
public sealed partial record GuidePlace(string Text, Uri? Address, string? FilePath, TimeSpan Shift)
{
    private const int MostMinutes = 24 * 60;

    private static readonly string[] Schemes = ["http", "https", "tvheadend", "tvheadends"];

    /// <summary>For people, logs and the hub: without path, query or password, for the rest of an address is often one.</summary>
    public string Name => Address?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) ?? FilePath ?? "";

    /// <summary>Understands what an owner wrote.</summary>
    /// <param name="text">
    /// A path, an http or https address, or <c>tvheadend://user:password@192.168.1.40</c>, whose guide is at /xmltv/channels;
    /// behind it <c>|shift=-60min</c>, where its times are wrong.
    /// </param>
    /// <param name="error">What is wrong with it and how it is written; null when nothing is.</param>
    public static GuidePlace? Parse(string text, out string? error)
    {
        var suffix = Suffix().Match(text);
        var place = suffix.Success ? text[..suffix.Index].TrimEnd() : text;
        var shift = TimeSpan.Zero;
        if (suffix.Success && !TryShift(suffix.Groups["value"].ValueSpan, out shift))
        {
            error = $"'{suffix.Groups["value"].Value}' is no shift: it is written in whole minutes, as |shift=-60min or |shift=90min, of a day at most.";
            return null;
        }

        if (place.Length == 0)
        {
            error = "the name of a file is needed, or an address.";
            return null;
        }

        var scheme = Scheme().Match(place) is { Success: true } match ? match.Groups["scheme"].Value.ToLowerInvariant() : null;
        if (scheme is null)
        {
            error = null;
            return new GuidePlace(text, null, place, shift);
        }

        var address = Uri.TryCreate(place, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri : null;
        error = !Schemes.Contains(scheme)
            ? $"a file's path, or an address of {string.Join(", ", Schemes)} is needed.{(Suggestion.For(scheme, Schemes) is { } meant ? $" Did you mean '{meant}'?" : "")}"
            : address is null ? $"it is written as {scheme}://{(scheme.StartsWith("http", StringComparison.Ordinal) ? "host/guide.xml" : "user:password@192.168.1.40:9981")}." : null;
        return error is not null ? null
            : new GuidePlace(text, scheme.StartsWith("http", StringComparison.Ordinal) ? address : TvheadendAddress.Of(address!, "xmltv/channels"), null, shift);
    }

    /// <summary>Two guides of one server have one name: the second is numbered.</summary>
    public static IReadOnlyList<(string Name, GuidePlace Place)> Named(IReadOnlyList<GuidePlace> places) => [.. places.Select((place, index) =>
        (places.Take(index).Count(before => before.Name == place.Name) is > 0 and var same ? $"{place.Name} ({same + 1})" : place.Name, place))];

    /// <summary>With its unit, so that nobody who thinks in hours, as tvg-shift does, moves a guide by a minute.</summary>
    private static bool TryShift(ReadOnlySpan<char> value, out TimeSpan shift)
    {
        shift = default;
        if (!value.EndsWith("min", StringComparison.OrdinalIgnoreCase)
            || !int.TryParse(value[..^3], NumberStyles.AllowLeadingSign | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var minutes)
            || minutes is < -MostMinutes or > MostMinutes)
        {
            return false;
        }

        shift = TimeSpan.FromMinutes(minutes);
        return true;
    }

    [GeneratedRegex(@"\|\s*shift\s*=\s*(?<value>[^|]*?)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Suffix();

    // A path may hold a colon; what has two slashes behind it is meant as an address.
    [GeneratedRegex(@"^(?<scheme>[A-Za-z][A-Za-z0-9+.-]+)://")]
    private static partial Regex Scheme();
}
