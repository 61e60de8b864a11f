using System.Globalization;
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

    /// <summary>Whether a remote offers a verb: by the box's word, or, of a box that does not say it, by what is on.</summary>
    public static bool Allows(TvStatus? status, string verb) => status?.Allowed is { } allowed ? allowed.Contains(verb) : verb switch
    {
        "pause" or "resume" => status?.Media?.CanPause != false,
        "seek-to-live" => status?.Media is { LengthMs: null },
        _ => true,
    };

    /// <summary>What else there is to say: who asked for it, how far behind live it is, what its tuner receives, its bit rate and losses; or why nothing is on.</summary>
    public static string About(TvStatus? status, DateTimeOffset now) => status is null ? "" : string.Join(" · ", new[]
    {
        status.RequestedBy is { } person ? $"Asked for by {person}" : null,
        BehindLive(status, now) is { TotalSeconds: >= 5 } behind ? $"{PlayingTime(behind)} behind live" : null,
        status.Media?.Tuner is { } tuner ? Of(tuner) : null,
        status.Media?.Statistics is { BitRate: { } rate } ? string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.0} Mbit/s") : null,
        status.Media?.Statistics is { LostPictures: > 0 and var lost } ? string.Create(CultureInfo.InvariantCulture, $"{lost} pictures lost") : null,
        status is { Media: null, State: not TvState.Tuning } ? Of(status.Last?.Outcome) : null,
    }.OfType<string>());

    private static string Of(TunerStatus tuner)
    {
        string[] signal = [.. new[]
        {
            tuner.Level is { } level ? $"signal {level} %" : null,
            tuner.Quality is { } quality ? $"quality {quality} %" : null,
        }.OfType<string>()];
        return tuner.IsLocked == false ? $"Tuner {tuner.Server}: receives nothing"
            : signal.Length > 0 ? $"Tuner {tuner.Server}: {string.Join(", ", signal)}"
            : $"Tuner {tuner.Server}";
    }

    /// <summary>Null of what ended as a person, or the show, wanted.</summary>
    private static string? Of(ViewingOutcome? outcome) => outcome switch
    {
        ViewingOutcome.Interrupted => "What was on before was cut off: the TV's box stopped",
        ViewingOutcome.Error => "What was on before ended by a fault",
        _ => null,
    };

    private static TimeSpan? BehindLive(TvStatus status, DateTimeOffset now)
    {
        var since = now > status.TakenAt ? now - status.TakenAt : TimeSpan.Zero;
        return status.Media is { Live: { } live, Rate: var rate }
            ? TimeSpan.FromMilliseconds(live.EndMs - status.PositionMs) + since - (status.State == TvState.Playing ? since * rate : TimeSpan.Zero)
            : null;
    }

    private static string PlayingTime(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

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
