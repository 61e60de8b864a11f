using System.Collections.Frozen;
using System.Text.RegularExpressions;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>What a post says besides a title: channel, time, episode. What its own words leave open, its parent's may tell.</summary>
/// <param name="Post">The post.</param>
/// <param name="Now">The moment of matching.</param>
/// <param name="Channels">Those that it names, by id, as it names them.</param>
/// <param name="Time">When it says that it is on.</param>
/// <param name="Episode">SxxEyy.</param>
/// <param name="Brands">The letters that names of channels begin with.</param>
/// <param name="Language">Two letters; null when it cannot be told.</param>
internal sealed partial record PostContext(
    ParsedPost Post,
    DateTimeOffset Now,
    IReadOnlyDictionary<string, string> Channels,
    TimeHint? Time,
    EpisodeNumber Episode,
    IReadOnlySet<string> Brands,
    string? Language)
{
    private const int LongestChannelName = 4;

    /// <summary>The titles of episodes that were found in it, squashed.</summary>
    public IReadOnlySet<string> EpisodeTitles { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether it says that it was shown before, with the words; null when it says nothing of it.</summary>
    public (bool IsRepeat, string Written)? Repeat { get; init; }

    /// <summary>What it says that a description of the guide may say too.</summary>
    public TellingWords Telling { get; } = TellingWords.Of(Post);

    public static PostContext Of(ParsedPost post, ParsedPost? parent, PostText text, DateTimeOffset now, TimeZoneInfo home, ChannelFinder names, List<Mention> mentions)
    {
        var zone = text.Zone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : home;
        var (at, channels) = (text.At ?? now, ChannelsIn(post, names));
        var own = WithoutTitles(post, mentions);
        var (time, episode, repeat) = (TimeHint.Find(own, at, zone), EpisodeWords.Find(own), RepeatWords.Find(own));
        if (parent is not null)
        {
            channels = channels.Count > 0 ? channels : ChannelsIn(parent, names);
            var quoted = WithoutTitles(parent, mentions);
            time ??= TimeHint.Find(quoted, at, zone);
            episode = episode.IsEmpty ? EpisodeWords.Find(quoted) : episode;
            repeat ??= RepeatWords.Find(quoted);
        }

        var language = text.Language is { Length: >= 2 } tag ? tag[..2].ToLowerInvariant() : PostLanguage.Guess(post.Folded) ?? (parent is null ? null : PostLanguage.Guess(parent.Folded));
        return new PostContext(post, now, channels, time, episode, names.Brands, language) { Repeat = repeat };
    }

    /// <summary>"Saturday Night Live" is no Saturday, and "News at Ten" no ten o'clock.</summary>
    private static string WithoutTitles(ParsedPost post, List<Mention> mentions)
    {
        var text = post.Text.ToCharArray();
        foreach (var mention in mentions)
        {
            if (mention.Post == post && mention is { First: >= 0, Length: > 1 } && mention.Alias.Kind <= AliasKind.Short)
            {
                var (start, end) = (post.Words[mention.First].Start, post.Words[mention.First + mention.Length - 1].End);
                text.AsSpan(start, end - start).Fill('·');
            }
        }

        return new string(text);
    }

    private static Dictionary<string, string> ChannelsIn(ParsedPost post, ChannelFinder names)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var first = 0; first < post.Words.Count; first++)
        {
            var isAnnounced = first > 0 && ChannelWords.MayStandBefore(post.Words[first - 1].Text);
            for (var length = Math.Min(LongestChannelName, post.Words.Count - first); length >= 1; length--)
            {
                var name = post.Text[post.Words[first].Start..post.Words[first + length - 1].End];
                var isName = isAnnounced || post.Words[first].Case is WordCase.Upper or WordCase.Mixed || (length > 1 && name.Length >= 6)
                    || (post.Words[first].Case == WordCase.Capital && !CommonWords.IsCommon(post.Words[first].Text));

                // "Canal+", but not the "+1" of another channel.
                var end = post.Words[first + length - 1].End;
                if (isName && end < post.Text.Length && post.Text[end] == '+' && (end + 1 == post.Text.Length || !char.IsLetterOrDigit(post.Text[end + 1])) && Add(name + "+"))
                {
                    first += length - 1;
                    break;
                }

                if (isName && name.Length >= 3 && Add(name))
                {
                    first += length - 1;
                    break;
                }
            }
        }

        foreach (var tag in post.Hashtags.Concat(post.Handles))
        {
            Add(tag.Written);
        }

        // "channel 4" is the channel of that name, and only where there is none, the one of that number.
        if (Numbered().Match(post.Text) is { Success: true } number && !found.ContainsValue(number.Value) && !Add(number.Value)
            && !Add("channel " + number.Groups["n"].Value) && names.Find(number.Groups["n"].Value) is { } numbered)
        {
            found.TryAdd(numbered.Id, number.Value);
        }

        return found;

        bool Add(string name)
        {
            var named = names.Named(name);
            foreach (var channel in named)
            {
                found.TryAdd(channel.Id, name);
            }

            return named.Count > 0;
        }
    }

    [GeneratedRegex(@"\b(?:channel|c(?=\d)|ch\.?|chan|kanal|canal|sender|programm|programmplatz|chaîne|chaine)\s?#?(?<n>\d{1,4}(?:[.-]\d{1,3})?)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Numbered();
}
