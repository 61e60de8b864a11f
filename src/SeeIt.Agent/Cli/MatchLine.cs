using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SeeIt.Guide;

namespace SeeIt.Agent.Cli;

/// <summary>A post as <c>match</c> reads it: a line of --posts, or what the command line gives.</summary>
/// <param name="Text">The words of the post.</param>
/// <param name="At">When it was written, ISO 8601; without an offset it is meant in <paramref name="Zone"/>. Null: now.</param>
/// <param name="Zone">An IANA zone. Null: the household's.</param>
/// <param name="Parent">The words of the post that it quotes or replies to.</param>
/// <param name="Language">BCP 47 tag, if known.</param>
internal sealed record MatchPost(string? Text, string? At = null, string? Zone = null, string? Parent = null, string? Language = null)
{
    /// <summary>The post; or null, with what is wrong with it.</summary>
    public PostText? Read(TimeZoneInfo home, out string? wrong)
    {
        wrong = null;
        var zone = home;
        if (Text is null)
        {
            wrong = "it has no \"text\"";
        }
        else if (Zone is { Length: > 0 } && !TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out zone))
        {
            wrong = $"there is no time zone \"{Zone}\"";
        }
        else if (At is { Length: > 0 })
        {
            if (ReadTime(At, zone!) is { } at)
            {
                return new PostText(Text, at, Zone, Language, Parent);
            }

            wrong = $"\"{At}\" is no time; write it as 2015-12-02T21:15:00Z";
        }

        return wrong is null ? new PostText(Text!, null, Zone, Language, Parent) : null;
    }

    private static DateTimeOffset? ReadTime(string text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            return null;
        }

        return time.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(time, zone.GetUtcOffset(time))
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
    }
}

/// <summary>What <c>match</c> prints for a post. The members are a contract: programs read them.</summary>
/// <param name="Candidates">Best first, at most five.</param>
/// <param name="None">0 to 1: that none of the guide's shows is meant.</param>
/// <param name="OneTap">The first is sure enough to be offered as one button.</param>
internal sealed record MatchLine(IReadOnlyList<MatchedAiring> Candidates, double None, bool OneTap)
{
    public static MatchLine Of(MatchResult result) => new(
        [.. result.Candidates.Select(candidate => new MatchedAiring(
            candidate.Airing.Title,
            candidate.Episode,
            candidate.Channel.Name,
            candidate.Channel.Id,
            candidate.Airing.Start,
            candidate.Airing.Stop,
            Math.Round(candidate.Probability, 4),
            candidate.Reasons))],
        Math.Round(result.None, 4),
        result.OneTap);
}

internal sealed record MatchedAiring(
    string Title,
    string? Episode,
    string Channel,
    string ChannelId,
    DateTimeOffset Start,
    DateTimeOffset Stop,
    double Probability,
    IReadOnlyList<string> Reasons);

/// <summary>Stands in the place of a line that could not be read.</summary>
internal sealed record MatchError(string Error);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MatchPost))]
[JsonSerializable(typeof(MatchLine))]
[JsonSerializable(typeof(MatchError))]
internal sealed partial class MatchJson : JsonSerializerContext
{
    /// <summary>One line, words of every language as they are.</summary>
    public static MatchJson Line { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>For people.</summary>
    public static MatchJson Indented { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true });
}
