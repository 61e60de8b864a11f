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
        SeekVerb { TimeMs: < 0 } seek => $"timeMs is {seek.TimeMs}: it must not be negative.",
        SetRateVerb { Rate: not (>= 0.25 and <= 4) } rate => $"rate is {rate.Rate}: it must be from 0.25 to 4.",
        ChannelStepVerb { Step: not (1 or -1) } step => $"step is {step.Step}: it must be 1 or -1.",
        SeeItVerb { Airing: null } => "airing is missing: name channelId, start and title of a candidate.",
        SeeItVerb { Airing: { } airing } when IsBad(airing.ChannelId) || IsBad(airing.Title) || airing.ProgrammeId?.Length > LongestId =>
            $"airing must name channelId and title, each of at most {LongestId} characters.",
        SeeItVerb { Post.Text: null or { Length: > Post.MaxTextLength } } => $"post.text must be given, with at most {Post.MaxTextLength} characters.",
        _ => null,
    };

    private static bool IsBad(string? id) => string.IsNullOrWhiteSpace(id) || id.Length > LongestId;
}
