using System.Globalization;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Cli;

/// <summary>What <c>seeit-agent status</c> says to people: a line for each thing there is to say, and none for what is as usual.</summary>
internal static class StatusText
{
    /// <summary>Nearer than this to the newest picture is live.</summary>
    private static readonly TimeSpan _live = TimeSpan.FromSeconds(5);

    /// <param name="status">What the service answered.</param>
    /// <param name="now">By the box's clock.</param>
    /// <param name="zone">The household's.</param>
    public static IEnumerable<string> Lines(AgentStatus status, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (box, tv) = (status.Box, status.Tv);
        yield return $"{box.Name} ({box.Model}), version {box.Version}, {(box.Paired ? "paired" : "not paired")}, link {(status.Linked ? "up" : "down")}";
        if (status.Pairing is { } pairing)
        {
            yield return $"To pair it, type {pairing.Code} at {pairing.Address}, and choose {pairing.Number}.";
        }

        if (status.PlayerRuns == false || tv.PlayerRestarts > 0)
        {
            yield return Join($"Player: {(status.PlayerRuns == false ? "does not run" : "runs")}", tv.PlayerRestarts > 0 ? $"started again {tv.PlayerRestarts} times" : null);
        }

        if (status.Guide is { } guide)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Guide: {guide.Channels} channels, {(guide.Ends is { } ends ? $"until {TimeZoneInfo.ConvertTime(ends, zone):ddd dd MMM HH:mm}" : "nothing of what is on")}");
        }

        yield return Join("TV: " + tv.State, tv.Channel, tv.Title, tv.Episode);
        if (tv.Detail is { } detail)
        {
            yield return $"{tv.Failure}: {detail}";
        }

        if (tv.RequestedBy is { } person)
        {
            yield return Join($"Asked for by {person}", tv.FirstPictureMs is { } ms ? $"on the screen after {ms} ms" : null);
        }

        if (tv.Media is { } media)
        {
            yield return Join($"Source: {media.Source}", Health(media.Health), media.TuneMs is { } tuneMs ? $"tuned in {tuneMs} ms" : null);
            if (media.Tuner is { } tuner)
            {
                yield return Join($"Tuner: {tuner.Server}", [.. Signal(tuner)]);
            }

            if (media.Statistics is { } statistics)
            {
                yield return Join(
                    string.Create(CultureInfo.InvariantCulture, $"Counted by {TimeZoneInfo.ConvertTime(statistics.TakenAt, zone):HH:mm:ss}: {statistics.DecodedVideo} video frames decoded"),
                    [.. Counted(statistics)]);
            }

            if (Place(tv, media, now) is { } place)
            {
                yield return place;
            }
        }

        if (tv.Output is { } output && string.Join(", ", Set(output)) is { Length: > 0 } set)
        {
            yield return $"Output: {set}";
        }

        if (tv is { Media: null, Last: { } last } && Ended(last.Outcome) is { } ended)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"What was on before {ended}, {TimeZoneInfo.ConvertTime(last.At, zone):ddd dd MMM HH:mm}.");
        }

        foreach (var problem in tv.Problems)
        {
            yield return $"Problem: {problem}";
        }
    }

    private static string? Health(PictureHealth health) => health switch
    {
        PictureHealth.Flowing => null,
        PictureHealth.Late => "its picture is late",
        PictureHealth.Black => "its picture is black",
        PictureHealth.Silent => "it has no sound",
        PictureHealth.NoPicture => "it has sound, and no picture",
        PictureHealth.Frozen => "its picture stands still",
        _ => "it gives no picture",
    };

    private static IEnumerable<string> Counted(PlaybackStatistics statistics)
    {
        if (statistics.BitRate is { } rate)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:0.0} Mbit/s");
        }

        (long Count, string What)[] faults =
        [
            (statistics.LostPictures, "pictures lost"), (statistics.LostAudio, "sound buffers lost"),
            (statistics.Discontinuities, "breaks in the stream"), (statistics.Corrupted, "broken packets"),
        ];
        foreach (var (count, what) in faults.Where(fault => fault.Count > 0))
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{count} {what}");
        }
    }

    private static IEnumerable<string> Set(OutputStatus output) => new[]
    {
        output.Deinterlacing switch
        {
            Deinterlacing.Off => "never deinterlaced",
            Deinterlacing.Always => "always deinterlaced",
            _ => null,
        },
        output.AspectRatio is { } aspect ? $"aspect ratio {aspect}" : null,
        output.Crop is { } crop ? $"cropped to {crop}" : null,
        output.AudioDevice is { } device ? $"sound to {device}" : null,
        output.Passthrough ? "AC-3, E-AC-3 and DTS passed through" : null,
    }.OfType<string>();

    private static IEnumerable<string> Signal(TunerStatus tuner)
    {
        if (tuner.IsLocked == false)
        {
            yield return "receives nothing";
        }

        if (tuner.Level is { } level)
        {
            yield return $"signal {level} %";
        }

        if (tuner.Quality is { } quality)
        {
            yield return $"quality {quality} %";
        }
    }

    /// <summary>What is live is said by its distance to the newest picture; null of what is there.</summary>
    private static string? Place(TvStatus tv, MediaStatus media, DateTimeOffset now)
    {
        var since = now > tv.TakenAt ? now - tv.TakenAt : TimeSpan.Zero;
        var position = TimeSpan.FromMilliseconds(tv.PositionMs) + (tv.State == TvState.Playing ? since * media.Rate : TimeSpan.Zero);
        return media switch
        {
            { Live: { } live } when TimeSpan.FromMilliseconds(live.EndMs) + since - position is var behind => behind < _live ? null : $"{Text(behind)} behind live",
            { LengthMs: { } length } when TimeSpan.FromMilliseconds(length) is var whole => $"At {Text(position < whole ? position : whole)} of {Text(whole)}",
            _ => null,
        };
    }

    /// <summary>Null of what ended as a person, or the show, wanted.</summary>
    private static string? Ended(ViewingOutcome outcome) => outcome switch
    {
        ViewingOutcome.Interrupted => "was cut off: the box or its agent ended",
        ViewingOutcome.Error => "ended by a fault",
        _ => null,
    };

    private static string Text(TimeSpan time) => time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);

    private static string Join(string first, params string?[] more) => string.Join(", ", [first, .. more.Where(part => part is not null)]);
}
