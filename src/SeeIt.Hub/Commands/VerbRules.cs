using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Commands;

internal static class VerbRules
{
    private const int LongestId = 512;

    /// <returns>What is wrong with the verb, or null.</returns>
    public static string? Fault(Verb verb) => verb switch
    {
        SetVolumeVerb { Percent: < 0 or > 100 } volume => $"percent is {volume.Percent}: it must be from 0 to 100.",
        SeeItVerb { Airing: null } => "airing is missing: name channelId, start and title of a candidate.",
        SeeItVerb { Airing: { } airing } when IsBad(airing.ChannelId) || IsBad(airing.Title) || airing.ProgrammeId?.Length > LongestId =>
            $"airing must name channelId and title, each of at most {LongestId} characters.",
        SeeItVerb { Post.Text: null or { Length: > Post.MaxTextLength } } => $"post.text must be given, with at most {Post.MaxTextLength} characters.",
        _ => null,
    };

    private static bool IsBad(string? id) => string.IsNullOrWhiteSpace(id) || id.Length > LongestId;
}
