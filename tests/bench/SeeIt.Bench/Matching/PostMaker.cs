using System.Globalization;
using SeeIt.Guide;
using SeeIt.Guide.Lineup;

namespace SeeIt.Bench.Matching;

/// <summary>Writes posts about the shows of a guide, and knows which airing each means.</summary>
/// <param name="facts">The guide.</param>
/// <param name="missing">Titles that it lacks, with their languages.</param>
/// <param name="half">Of shows and patterns.</param>
/// <param name="seed">Of chance.</param>
internal sealed class PostMaker(GuideFacts facts, IReadOnlyList<(string Title, string Language)> missing, PostHalf half, int seed)
{
    private static readonly (PostKind Kind, int Share)[] Shares =
    [
        (PostKind.Title, 12), (PostKind.Hashtag, 12), (PostKind.Handle, 5), (PostKind.Acronym, 4), (PostKind.Variant, 7), (PostKind.Punctuation, 5),
        (PostKind.Quote, 5), (PostKind.Ambiguous, 7), (PostKind.Episode, 6), (PostKind.EpisodeTitle, 3), (PostKind.Channel, 8),
        (PostKind.Time, 12), (PostKind.Repeat, 3), (PostKind.Reply, 3), (PostKind.NotInGuide, 12), (PostKind.Elsewhere, 2),
        (PostKind.NoShow, 16),
    ];

    /// <summary>Not every show has what every pattern asks for: an episode, a colon, a +1 channel.</summary>
    private const int MostTries = 400;

    private readonly Random _random = new(seed);
    private readonly List<GuideFacts.ShowTitle> _shows = [.. facts.Titles.Where(show => show.Half == half)];
    private readonly List<GuideFacts.ShowTitle> _missing =
        [.. missing.Select(title => new GuideFacts.ShowTitle(title.Title, title.Language)).Where(title => title.Half == half)];

    public List<BenchPost> Make(int count)
    {
        var posts = new List<BenchPost>();
        while (posts.Count < count)
        {
            var kind = Kind();
            for (var tries = 0; tries < MostTries; tries++)
            {
                if (Make(kind) is { } post)
                {
                    posts.Add(post);
                    break;
                }
            }
        }

        return posts;
    }

    private PostKind Kind()
    {
        var at = _random.Next(Shares.Sum(share => share.Share));
        return Array.Find(Shares, share => (at -= share.Share) < 0).Kind;
    }

    private BenchPost? Make(PostKind kind) => kind switch
    {
        PostKind.NoShow => AboutNothing(),
        PostKind.NotInGuide => AboutMissing(),
        _ => About(kind),
    };

    private BenchPost? AboutNothing()
    {
        var pack = LanguagePack.All[_random.Pick(facts.Titles).Language];
        return Halves.Of(pack, "noshow", half) is { Count: > 0 } lines ? Post(_random.Pick(lines), SomeTime(), pack, PostKind.NoShow, []) : null;
    }

    private BenchPost? AboutMissing()
    {
        if (_missing.Count == 0)
        {
            return null;
        }

        var show = _random.Pick(_missing);
        var pack = LanguagePack.All[show.Language];
        var section = _random.Pick(["title", "title", "hashtag", "quote", "handle"]);
        if (Halves.Of(pack, section, half) is not { Count: > 0 } patterns)
        {
            return null;
        }

        var fits = true;
        var text = LanguagePack.Fill(_random.Pick(patterns), slot => Named(slot, show.Title, "tv") ?? Unfit());
        return fits ? Post(text, SomeTime(), pack, PostKind.NotInGuide, []) : null;

        string Unfit()
        {
            fits = false;
            return "";
        }
    }

    private BenchPost? About(PostKind kind)
    {
        var show = _random.Pick(_shows);
        var pack = LanguagePack.All[show.Language];
        if (show.IsSingle != (kind == PostKind.Ambiguous) && !(show.IsSingle && kind is PostKind.Time or PostKind.Channel && _random.Chance(0.2)))
        {
            return null;
        }

        var section = kind switch
        {
            PostKind.EpisodeTitle => "eptitle",
            PostKind.Reply => "title",
            PostKind.Punctuation => "variant",
            _ => kind.ToString().ToLowerInvariant(),
        };
        var patterns = Halves.Of(pack, section, half);
        var airings = facts.Of(show.Title).ToList();
        if (patterns.Count == 0 || airings.Count == 0)
        {
            return null;
        }

        var pattern = _random.Pick(patterns);
        var target = _random.Pick(airings);
        if (FactsTooLate(target) || (GuideFacts.IsPlusOne(facts.Channel(target)) && !pattern.Contains("{plus1}", StringComparison.Ordinal)))
        {
            return null;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(_random.Pick(pack.Lines("zones")));
        var at = pattern.Contains("{time}", StringComparison.Ordinal) ? target.Start.AddMinutes(-Math.Floor(_random.Pick([60, 600, 1800, 6000]) * _random.NextDouble())) : Around(target);
        return Written(kind, show, pattern, pack, target, at, zone, airings);
    }

    private BenchPost? Written(
        PostKind kind, GuideFacts.ShowTitle show, string pattern, LanguagePack pack, Airing target, DateTimeOffset at, TimeZoneInfo zone, List<Airing> airings)
    {
        var channel = facts.Channel(target);
        var brand = channel.Name.Split(' ')[0].ToLowerInvariant();
        Func<Airing, bool> says = _ => true;
        var fits = true;
        var text = LanguagePack.Fill(pattern, slot => slot switch
        {
            "time" => SayTime(),
            "channel" or "chtag" or "chhandle" => SayChannel(channel, slot),
            "chnum" => channel.Number is { } number && !number.Contains('-', StringComparison.Ordinal) ? Say(number, airing => airing.ChannelId == target.ChannelId) : Unfit(),
            "plus1" => facts.PlusOne(channel) is { } later ? Say(later.Name, airing => airing.ChannelId == later.Id) : Unfit(),
            "again" => target.IsRepeat ? Say("", airing => airing.IsRepeat) : Unfit(),
            "new" => target.IsRepeat ? Unfit() : Say("", airing => !airing.IsRepeat),
            "SxE" or "s" or "e" or "e2" => target.Number is { Season: { } season, Episode: { } episode } ? Say(Numbered(slot, season, episode), airing => airing.Number.Episode == episode && (airing.Number.Season == season)) : Unfit(),
            "eptitle" => target.SubTitle is { Length: > 0 } subTitle && show.Language is not ("ar" or "ja" or "zh" or "ko") ? Say(subTitle, airing => airing.SubTitle == subTitle) : Unfit(),
            "variant" when kind == PostKind.Punctuation => Writing.Remarked(show.Title, half, _random) ?? Unfit(),
            _ => Named(slot, show.Title, brand) ?? Unfit(),
        });
        if (kind == PostKind.Episode && pattern.Contains("{e}", StringComparison.Ordinal) && target.Number.Season is null)
        {
            return null;
        }

        if (!fits)
        {
            return null;
        }

        var right = kind == PostKind.Elsewhere ? [] : GuideFacts.Right(airings.Where(says), at, airing => GuideFacts.IsPlusOne(facts.Channel(airing)));
        if (kind != PostKind.Elsewhere && right.Count == 0)
        {
            return null;
        }

        if (kind != PostKind.Reply)
        {
            return Post(text, at, pack, kind, right, zone);
        }

        return Halves.Of(pack, "reply", half) is { Count: > 0 } replies
            ? new BenchPost(new PostText(_random.Pick(replies), at, zone.Id, Parent: Writing.Noisy(text, half, _random)), at, kind, right, pack.Language)
            : null;

        string Unfit()
        {
            fits = false;
            return "";
        }

        string Say(string written, Func<Airing, bool> also)
        {
            var before = says;
            says = airing => before(airing) && also(airing);
            return written;
        }

        string SayChannel(Channel named, string slot)
        {
            var name = named.Name.Replace(" HD", "", StringComparison.Ordinal);
            var same = facts.SameStation(named).Select(other => other.Id).ToHashSet();
            return Say(
                slot switch { "chtag" => "#" + name.Replace(" ", "", StringComparison.Ordinal), "chhandle" => name.Replace(" ", "", StringComparison.Ordinal), _ => name },
                airing => same.Contains(airing.ChannelId));
        }

        string SayTime()
        {
            if (TimeWords.Say(pack, half, target.Start, at, zone, _random) is not { } said)
            {
                return Unfit();
            }

            return Say(said.Written, airing => airing.Start >= said.From && airing.Start <= said.To);
        }
    }

    private string? Named(string slot, string title, string brand) => slot switch
    {
        "title" or "single" => title,
        "again" or "new" => "",
        "tag" or "singletag" => NameForms.Tag(title, half, _random),
        "tag2" => _random.Pick(half == PostHalf.Tuning ? ["#tv", "#lol"] : (string[])["#tonight", "#love"]),
        "handle" => NameForms.Handle(title, brand, half, _random),
        "acr" => NameForms.Acronym(title, half, _random),
        "acrtag" => NameForms.Acronym(title, half, _random) is { } acronym ? "#" + acronym : null,
        "variant" => Writing.Variant(title, half, _random),
        _ => throw new ArgumentException($"There is no slot '{slot}'.", nameof(slot)),
    };

    private static string Numbered(string slot, int season, int episode) => slot switch
    {
        "s" => season.ToString(CultureInfo.InvariantCulture),
        "e" => episode.ToString(CultureInfo.InvariantCulture),
        "e2" => episode.ToString("00", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"S{season:00}E{episode:00}"),
    };

    private BenchPost Post(string text, DateTimeOffset at, LanguagePack pack, PostKind kind, IReadOnlyList<Airing> right, TimeZoneInfo? zone = null) =>
        new(new PostText(Writing.Noisy(text, half, _random), at, zone?.Id ?? _random.Pick(pack.Lines("zones"))), at, kind, right, pack.Language);

    private DateTimeOffset SomeTime() => Whole(facts.From.AddHours(12 + (_random.NextDouble() * ((facts.To - facts.From).TotalHours - 48))));

    /// <summary>Mostly while it is on, else before.</summary>
    private DateTimeOffset Around(Airing airing) => Whole(_random.Next(20) switch
    {
        < 12 => airing.Start + ((airing.Stop - airing.Start) * _random.NextDouble()),
        < 17 => airing.Start.AddMinutes(-180 * _random.NextDouble()),
        _ => airing.Start.AddHours(-3 - (17 * _random.NextDouble())),
    });

    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / 60 * 60);

    private bool FactsTooLate(Airing airing) => airing.Start < facts.From.AddHours(30) || airing.Start > facts.To.AddHours(-12);
}
