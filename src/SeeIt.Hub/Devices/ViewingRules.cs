using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Devices;

/// <summary>What a box may tell of what was watched.</summary>
internal static class ViewingRules
{
    /// <summary>In one call; a box that has more calls again.</summary>
    private const int Most = 100;

    private const int LongestText = 512;

    /// <returns>What is wrong, or null.</returns>
    public static string? Fault(IReadOnlyList<Viewing>? viewings)
    {
        if (viewings is null || viewings.Count > Most)
        {
            return $"Up to {Most} viewings can be told at once.";
        }

        return viewings.Any(IsBad) ? $"A viewing has an id, a command and a channel, texts of up to {LongestText} characters, and an end that is not before its start." : null;
    }

    private static bool IsBad(Viewing? viewing) =>
        viewing is null || viewing.Id == Guid.Empty || string.IsNullOrEmpty(viewing.ChannelId) || viewing.Ended < viewing.Started
        || viewing.ChannelId.Length > LongestText || viewing.Title?.Length > LongestText || viewing.RequestedBy?.Length > LongestText
        || !Enum.IsDefined(viewing.Outcome);
}
