using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Web.Shared;

/// <summary>What the pages say of states and figures. The scripts say the same: see js/words.js.</summary>
internal static class Words
{
    public static string TvLine(TvView tv) => tv switch
    {
        { Presence: Presence.Unreachable } => "Not reachable",
        { Status: null } => "Ready",
        { Status: { } status } => Of(status),
    };

    /// <summary>The state alone, where the show stands beside it.</summary>
    public static string State(TvStatus status) => status.State switch
    {
        TvState.Idle => "Ready",
        TvState.Buffering => "Waiting for the picture",
        TvState.Error => status.Detail ?? "Trouble",
        _ => status.State.ToString(),
    };

    public static string Of(TvStatus status) => status.State switch
    {
        TvState.Tuning => $"Tuning {status.Channel}".Trim(),
        TvState.Playing => $"Playing {status.Title ?? status.Channel}".Trim(),
        TvState.Paused => $"Paused {status.Title ?? status.Channel}".Trim(),
        _ => State(status),
    };

    /// <summary>How the picture is, when there is something to say of it.</summary>
    public static string Health(MediaStatus? media) => media?.Health switch
    {
        PictureHealth.Late => "The picture is late",
        PictureHealth.Black => "The picture is black",
        PictureHealth.Silent => "There is no sound",
        PictureHealth.NoPicture => "There is sound, but no picture",
        PictureHealth.Frozen => "Bringing the picture back…",
        PictureHealth.Lost => "No picture: trying again",
        _ => "",
    };

    public static string Of(LinkFailure failure) => failure switch
    {
        LinkFailure.Forbidden => "This link leads to no public https page; the hub does not open it.",
        LinkFailure.Unreachable => "The link could not be read in time.",
        LinkFailure.TooMany => "Too many links were shared in a minute; this one was not read.",
        _ => "There was nothing to read at the link.",
    };

    public static string Confidence(double probability) => probability switch
    {
        >= 0.9 => "Almost certain",
        >= 0.7 => "Likely",
        >= 0.4 => "Possible",
        _ => "A guess",
    };

    public static string Percent(double probability) => $"{Math.Round(probability * 100)} %";

    public static string Of(Candidate candidate) => candidate.When switch
    {
        AiringTime.Now => "now",
        AiringTime.Later => "later",
        _ => "past",
    };
}
