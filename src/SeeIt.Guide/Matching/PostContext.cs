using System.Globalization;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Text;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Matching;

/// <summary>What a post says besides a title: channel, time, episode.</summary>
/// <param name="Post">The post.</param>
/// <param name="Now">The moment of matching.</param>
/// <param name="Channels">Those that it names, by id, as it names them.</param>
/// <param name="Time">When it says that it is on.</param>
/// <param name="Episode">SxxEyy.</param>
internal sealed record PostContext(
    ParsedPost Post,
    DateTimeOffset Now,
    IReadOnlyDictionary<string, string> Channels,
    TimeHint? Time,
    EpisodeNumber Episode)
{
    private const int LongestChannelName = 3;

    public static PostContext Of(ParsedPost post, PostText text, DateTimeOffset now, TimeZoneInfo home, ChannelFinder names)
    {
        var zone = text.Zone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : home;
        var episode = EpisodeNumbers.SeasonAndEpisode().Match(post.Text);
        return new PostContext(
            post,
            now,
            ChannelsIn(post, names),
            TimeHint.Find(post.Text, text.At ?? now, zone),
            episode.Success ? new EpisodeNumber(Number(episode.Groups["s"].ValueSpan), Number(episode.Groups["e"].ValueSpan)) : default);
    }

    private static Dictionary<string, string> ChannelsIn(ParsedPost post, ChannelFinder names)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var first = 0; first < post.Words.Count; first++)
        {
            if (post.Words[first].Case is WordCase.Lower or WordCase.None && !(first > 0 && post.Words[first - 1].Text == "on"))
            {
                continue;
            }

            for (var length = 1; length <= LongestChannelName && first + length <= post.Words.Count; length++)
            {
                Add(string.Join(' ', post.Words.Skip(first).Take(length).Select(word => word.Text)));
            }
        }

        foreach (var tag in post.Hashtags.Concat(post.Handles))
        {
            Add(string.Join(' ', tag.Words));
        }

        return found;

        void Add(string name)
        {
            if (name.Length < 3)
            {
                return;
            }

            foreach (var channel in names.Named(name))
            {
                found.TryAdd(channel.Id, name);
            }
        }
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
