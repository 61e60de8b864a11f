namespace SeeIt.Agent.Sources.Guides;

/// <summary>Where a guide comes from: one entry of the setting Guide. Immutable.</summary>
/// <param name="Text">As the owner wrote it; may hold a password.</param>
/// <param name="Address">What is fetched; null of a file of this machine.</param>
public sealed record GuidePlace(string Text, Uri? Address)
{
    /// <summary>For people, logs and the hub: without path, query or password, for the rest of an address is often one.</summary>
    public string Name => Address?.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) ?? Text;

    /// <param name="text">A path, an http or https address, or <c>tvheadend://user:password@192.168.1.40</c>, whose guide is at /xmltv/channels.</param>
    public static GuidePlace Of(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            return new(text, null);
        }

        return uri.Scheme switch
        {
            "http" or "https" => new(text, uri),
            "tvheadend" or "tvheadends" when uri.Host.Length > 0 => new(text, TvheadendAddress.Of(uri, "xmltv/channels")),
            _ => new(text, null),
        };
    }

    /// <summary>Two guides of one server have one name: the second is numbered.</summary>
    public static IReadOnlyList<(string Name, GuidePlace Place)> Named(IReadOnlyList<GuidePlace> places) => [.. places.Select((place, index) =>
        (places.Take(index).Count(before => before.Name == place.Name) is > 0 and var same ? $"{place.Name} ({same + 1})" : place.Name, place))];
}
