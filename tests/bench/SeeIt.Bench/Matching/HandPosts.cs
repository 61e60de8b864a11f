using System.Globalization;
using SeeIt.Guide;
using SeeIt.Guide.Text;

namespace SeeIt.Bench.Matching;

/// <summary>
/// Posts that a person wrote as people do, before the matcher saw any of them: Data/hand.txt, under "[GUIDE LANGUAGE]" as
/// "KIND | WHEN | TITLE | TEXT". A "{slot}" is filled from the airing that is meant. Posts about a show belong to the half
/// of the show, others to that of their text.
/// </summary>
internal static class HandPosts
{
    private static readonly string[] Articles = ["the", "der", "die", "das", "le", "la", "les", "el", "los", "o", "a", "os", "as"];
    private static readonly string[] EveningWords = ["night", "tonite", "abend", "soir", "noche", "noite"];

    /// <summary>All of a section of guides, with the half of each.</summary>
    /// <exception cref="InvalidDataException">A post is about a show that the guide lacks, or none of its airings fits.</exception>
    public static IEnumerable<(PostHalf Half, BenchPost Post)> Of(GuideFacts facts, string section)
    {
        var titles = facts.Titles.Select(show => (show.Title, Words: Words(show.Title))).Where(title => title.Words.Length > 0).OrderByDescending(title => title.Words.Length).ToList();
        foreach (var pack in LanguagePack.All.Values)
        {
            foreach (var line in LanguagePack.Hand.Lines($"{section} {pack.Language}"))
            {
                if (line.Split(" | ", 4) is not [var kind, var when, var title, var text])
                {
                    throw new InvalidDataException($"'{line}' has not four parts.");
                }

                var of = Enum.Parse<PostKind>(kind);
                var said = Words(text);
                if (of == PostKind.NoShow && titles.Find(show => said.Contains(show.Words, StringComparison.Ordinal)) is { Title: { } named } && facts.Of(named).ToList() is { Count: > 0 } airings)
                {
                    var at = airings[(int)(Draw.Hash(text) % (ulong)airings.Count)].Start.AddMinutes(5);
                    yield return (Halves.Of(text), new BenchPost(new PostText(text, at, pack.Lines("zones")[0]), at, PostKind.WordsOnAir, [], pack.Language));
                }

                yield return title == "-"
                    ? (Halves.Of(text), new BenchPost(new PostText(text, SomeTime(facts, text), pack.Lines("zones")[0]), SomeTime(facts, text), of, [], pack.Language))
                    : (Halves.Of(WordScanner.Key(title)), About(facts, pack, of, when, title, text) ?? throw new InvalidDataException($"No airing fits '{line}'."));
            }
        }
    }

    /// <summary>Folded, with spaces around each, without an article at the beginning.</summary>
    private static string Words(string text)
    {
        var words = WordScanner.Scan(text).ConvertAll(word => word.Text);
        return words.Count == 0 ? "" : $" {string.Join(' ', words.Count > 1 && Array.IndexOf(Articles, words[0]) >= 0 ? words.Skip(1) : words)} ";
    }

    private static BenchPost? About(GuideFacts facts, LanguagePack pack, PostKind kind, string when, string title, string text)
    {
        var key = WordScanner.Key(title);
        var airings = facts.Titles.Where(show => WordScanner.Key(show.Title) == key)
            .SelectMany(show => facts.Of(show.Title))
            .Where(airing => airing.Language?.StartsWith(pack.Language, StringComparison.Ordinal) != false)
            .ToList();
        foreach (var zone in pack.Lines("zones").Select(TimeZoneInfo.FindSystemTimeZoneById))
        {
            var fitting = airings
                .Where(airing => !GuideFacts.IsPlusOne(facts.Channel(airing)) && airing.Start >= facts.From.AddHours(30) && airing.Start <= facts.To.AddHours(-12))
                .Select(airing => Written(facts, pack, kind, when, text, airing, airings, zone))
                .OfType<BenchPost>()
                .ToList();
            if (fitting.Count > 0)
            {
                return fitting[(int)(Draw.Hash(text) % (ulong)fitting.Count)];
            }
        }

        return null;
    }

    private static BenchPost? Written(GuideFacts facts, LanguagePack pack, PostKind kind, string when, string text, Airing target, List<Airing> airings, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(target.Start, zone);
        var at = When(when, text, target, local, zone);
        Func<Airing, bool> says = when switch
        {
            "soon" => airing => airing.Start > at,
            "before" => airing => airing.Start > at && airing.Start < Utc(local.Date.AddHours(27), zone) && TimeZoneInfo.ConvertTime(airing.Start, zone).Hour is >= 17 or < 3,
            "tomorrow" => airing => Local(airing).Date == local.Date && (Local(airing).Hour >= 17 || !IsEvening(text)),
            "week" => airing => Local(airing).Date == local.Date && airing.Start > at,
            _ => _ => true,
        };
        var fits = says(target);
        var filled = LanguagePack.Fill(text, slot => Slot(slot) is { } said ? said : Unfit());
        var right = fits ? GuideFacts.Right(airings.Where(says), at, airing => GuideFacts.IsPlusOne(facts.Channel(airing))) : [];
        return right.Exists(airing => airing.Start == target.Start) ? new BenchPost(new PostText(filled, at, zone.Id), at, kind, right, pack.Language) : null;

        DateTimeOffset Local(Airing airing) => TimeZoneInfo.ConvertTime(airing.Start, zone);

        string Unfit()
        {
            fits = false;
            return "";
        }

        string Say(string said, Func<Airing, bool> also)
        {
            var before = says;
            says = airing => before(airing) && also(airing);
            return said;
        }

        string? Slot(string slot)
        {
            var (hour, isEvening) = (((local.Hour + 11) % 12) + 1, local.Hour is >= 17 and <= 23);
            return slot switch
            {
                "h" when isEvening && local.Minute == 0 => Start(Text(hour)),
                "H" when isEvening && local.Minute == 0 => Start(Text(local.Hour)),
                "H:mm" when isEvening => Start($"{local.Hour}:{local.Minute:00}"),
                "Hhmm" when isEvening => Start(local.Minute == 0 ? $"{local.Hour}h" : $"{local.Hour}h{local.Minute:00}"),
                "hap" when isEvening => Start(local.Minute == 0 ? $"{hour}pm" : $"{hour}.{local.Minute:00}pm"),
                "half" when isEvening && local.Minute == 30 => Start("half " + TimeWords(hour, "en")),
                "halbde" when isEvening && local.Minute == 30 => Start("halb " + TimeWords((hour % 12) + 1, "de")),
                "us" when isEvening && local.Minute == 0 && zone.Id == "America/New_York" => Start($"{hour}/{((hour + 10) % 12) + 1}c"),
                "min" when when == "soon" => Start(Text((int)(target.Start - at).TotalMinutes)),
                "wed" => pack.Lines("weekdays")[(int)local.DayOfWeek].ToLowerInvariant(),
                "wedshort" => Short(local.DayOfWeek),
                "channel" => SayChannel(),
                "SxE" when target.Number is { Season: { } season, Episode: { } episode } => Number(string.Create(CultureInfo.InvariantCulture, $"S{season:00}E{episode:00}")),
                "s" when target.Number.Season is { } season => Number(Text(season)),
                "e" when target.Number.Episode is { } episode => Number(Text(episode)),
                "eptitle" when target.SubTitle is { Length: > 6 } subTitle => Say(subTitle, airing => airing.SubTitle == subTitle),
                _ => null,
            };
        }

        string Start(string said) => Say(said, airing => airing.Start == target.Start);

        string Number(string said) => Say(said, airing => airing.Number == target.Number);

        string SayChannel()
        {
            var channel = facts.Channel(target);
            var same = facts.SameStation(channel).Select(other => other.Id).ToHashSet();
            return Say(channel.Name.Replace(" HD", "", StringComparison.Ordinal), airing => same.Contains(airing.ChannelId));
        }
    }

    private static DateTimeOffset When(string when, string text, Airing target, DateTimeOffset local, TimeZoneInfo zone)
    {
        var part = (Draw.Hash("at" + text) % 1000) / 1000.0;
        return Whole(when switch
        {
            "on" => target.Start + ((target.Stop - target.Start) * (0.1 + (0.8 * part))),
            "soon" => target.Start.AddMinutes(-10 - (30 * part)),
            "before" => target.Start.AddHours(-2 - (4 * part)),
            "tomorrow" => Utc(local.Date.AddHours(-10 + (6 * part)), zone),
            "week" => Utc(local.Date.AddHours(-24 - (60 * part)), zone),
            _ => throw new InvalidDataException($"There is no moment '{when}'."),
        });
    }

    private static bool IsEvening(string text) => Array.Exists(EveningWords, word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>As people cut weekdays.</summary>
    private static string Short(DayOfWeek day) => day switch
    {
        DayOfWeek.Tuesday => "tues",
        DayOfWeek.Wednesday => "weds",
        DayOfWeek.Thursday => "thurs",
        _ => day.ToString()[..3].ToLowerInvariant(),
    };

    private static string TimeWords(int hour, string language) => (language == "de"
        ? new[] { "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf" }
        : ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])[hour - 1];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset SomeTime(GuideFacts facts, string text) =>
        Whole(facts.From.AddHours(12 + ((Draw.Hash("at" + text) % 1000) / 1000.0 * ((facts.To - facts.From).TotalHours - 48))));

    private static DateTimeOffset Whole(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds() / 60 * 60);

    private static DateTimeOffset Utc(DateTime local, TimeZoneInfo zone) => new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
}
