using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Devices;

/// <summary>
/// What a box may tell of what was watched. Of one that is odd as much is kept as can be, and one that can be nothing is left
/// out: the box would tell a call that is refused again and again, and nothing that comes after it.
/// </summary>
internal static class ViewingRules
{
    /// <summary>In one call; a box that has more calls again.</summary>
    public const int Most = 100;

    /// <summary>Of each text; what is longer is cut.</summary>
    public const int LongestText = 512;

    /// <summary>Those that are kept. Left out are those without an id or a channel, or with an end that nobody knows.</summary>
    public static IReadOnlyList<Viewing> Kept(IReadOnlyList<Viewing?> viewings) => [.. viewings.OfType<Viewing>().Where(IsOne).Select(Fitted)];

    private static bool IsOne(Viewing viewing) =>
        viewing.Id != Guid.Empty && !string.IsNullOrEmpty(viewing.ChannelId) && Enum.IsDefined(viewing.Outcome);

    /// <summary>A box whose clock was put back while it was off can end a viewing before its start: that it was, is known all the same.</summary>
    private static Viewing Fitted(Viewing viewing) => viewing with
    {
        ChannelId = Cut(viewing.ChannelId)!,
        Title = Cut(viewing.Title),
        RequestedBy = Cut(viewing.RequestedBy),
        Ended = viewing.Ended < viewing.Started ? viewing.Started : viewing.Ended,
    };

    /// <summary>Between characters, not within one of two halves.</summary>
    private static string? Cut(string? text) =>
        text is not { Length: > LongestText } ? text : text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
}
