using System.Globalization;
using System.IO.Compression;
using System.Xml;
using SeeIt.Guide.Text;

namespace SeeIt.Bench.Matching;

/// <summary>How a guide is made.</summary>
/// <param name="Name">Of the guide.</param>
/// <param name="Seed">Of chance.</param>
/// <param name="Days">How many it covers, from <see cref="MadeGuide.FirstDay"/>.</param>
/// <param name="Languages">How many channels and shows of each language.</param>
internal sealed record GuidePlan(string Name, int Seed, int Days, IReadOnlyList<(string Language, int Channels, int Shows)> Languages)
{
    /// <summary>500 channels and 14 days, over the end of summer time in Europe; many titles are common words.</summary>
    public static GuidePlan Large { get; } = new("500 channels", 500, 14,
    [
        ("en", 180, 2400), ("de", 80, 1000), ("fr", 70, 700), ("es", 70, 700), ("pt", 50, 400),
        ("ar", 20, 40), ("ja", 10, 20), ("zh", 10, 20), ("ko", 10, 20),
    ]);

    public static GuidePlan Small { get; } = new("30 channels", 30, 7, [("en", 14, 300), ("de", 10, 200), ("fr", 6, 120)]);

    /// <summary>Real titles on real channels, each at home on one, at times that nobody broadcast them.</summary>
    public static GuidePlan Broadcast { get; } = new("real titles", 70, 7,
    [
        ("en", 24, 400), ("de", 16, 240), ("fr", 12, 180), ("es", 9, 140), ("pt", 9, 140),
    ])
    { IsBroadcast = true };

    /// <summary>Of <see cref="LanguagePack.Broadcast"/>, where each show has its channel; none of them is left out.</summary>
    public bool IsBroadcast { get; private init; }
}

/// <summary>Makes a guide, the same for the same plan, and writes it as XMLTV.</summary>
internal sealed class MadeGuide
{
    public static readonly DateTime FirstDay = new(2026, 10, 19);

    private const double HeldOut = 0.12;
    private const double HdShare = 0.2;
    private const double PlusOneShare = 0.15;

    private readonly GuidePlan _plan;
    private readonly Random _random;
    private readonly Dictionary<string, List<MadeShow>> _shows = new(StringComparer.Ordinal);
    private readonly List<MadeChannel> _channels = [];

    public MadeGuide(GuidePlan plan)
    {
        _plan = plan;
        _random = new Random(plan.Seed);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (language, channels, shows) in plan.Languages)
        {
            var pack = LanguagePack.All[language];
            _shows.Add(language, MakeShows(pack, shows, known));
            MakeChannels(pack, channels);
        }
    }

    /// <summary>Titles of shows that the guide lacks, made like its own, with their languages.</summary>
    public List<(string Title, string Language)> Missing { get; } = [];

    /// <summary>The language of each title of the guide.</summary>
    public Dictionary<string, string> LanguageOf { get; } = new(StringComparer.Ordinal);

    public void Write(string path)
    {
        using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        using var xml = XmlWriter.Create(file, new XmlWriterSettings { Indent = true });
        xml.WriteStartElement("tv");
        foreach (var channel in _channels)
        {
            xml.WriteStartElement("channel");
            xml.WriteAttributeString("id", channel.Id);
            xml.WriteElementString("display-name", channel.Name);
            xml.WriteElementString("display-name", channel.Number.ToString(CultureInfo.InvariantCulture));
            xml.WriteEndElement();
        }

        foreach (var station in _channels.GroupBy(channel => channel.Station))
        {
            var programmes = Schedule(station.First());
            foreach (var channel in station)
            {
                foreach (var programme in programmes)
                {
                    Write(xml, channel, programme);
                }
            }
        }

        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, MadeChannel channel, MadeProgramme programme)
    {
        var (show, language) = (programme.Show, channel.Pack.Language);
        xml.WriteStartElement("programme");
        xml.WriteAttributeString("start", Time(programme.Start + channel.Delay, channel.Zone));
        xml.WriteAttributeString("stop", Time(programme.Start + programme.Length + channel.Delay, channel.Zone));
        xml.WriteAttributeString("channel", channel.Id);
        Text("title", show.Title);
        if (programme.Episode is { } episode)
        {
            if (show.HasTitles)
            {
                Text("sub-title", show.EpisodeTitle(episode, channel.Pack));
            }

            Text("desc", show.Description(episode, channel.Pack));
            xml.WriteStartElement("episode-num");
            xml.WriteAttributeString("system", "xmltv_ns");
            xml.WriteString(string.Create(CultureInfo.InvariantCulture, $"{show.Season - 1}.{episode - 1}."));
            xml.WriteEndElement();
        }
        else
        {
            Text("desc", show.Description(0, channel.Pack));
        }

        if (programme.IsRepeat)
        {
            xml.WriteElementString("previously-shown", "");
        }

        xml.WriteEndElement();

        void Text(string name, string text)
        {
            xml.WriteStartElement(name);
            xml.WriteAttributeString("lang", language);
            xml.WriteString(text);
            xml.WriteEndElement();
        }
    }

    private static string Time(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        return local.ToString("yyyyMMddHHmmss ", CultureInfo.InvariantCulture) + local.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
    }

    private List<MadeShow> MakeShows(LanguagePack pack, int count, HashSet<string> known)
    {
        List<string> titles = _plan.IsBroadcast ? [.. LanguagePack.Broadcast.Lines(pack.Language + " titles")] : [.. pack.Lines("single"), .. pack.Lines("titles")];
        for (var tries = 0; pack.Lines("patterns").Count > 0 && titles.Count < count && tries < 20 * count; tries++)
        {
            titles.Add(pack.Make("patterns", _random));
        }

        var shows = new List<MadeShow>();
        foreach (var title in titles)
        {
            // Broadcasters of two countries have shows of the same name.
            if (!known.Add((_plan.IsBroadcast ? pack.Language + "/" : "") + Bare(title)))
            {
                continue;
            }

            if (!_plan.IsBroadcast && _random.Chance(HeldOut))
            {
                Missing.Add((title, pack.Language));
            }
            else
            {
                LanguageOf[title] = pack.Language;
                shows.Add(new MadeShow(title, _random.Next(), _random.Next(1, 12), _random.Next(1, 60)));
            }
        }

        return shows;
    }

    /// <summary>Titles that differ only by an article are the same to a reader.</summary>
    private static string Bare(string title)
    {
        var words = WordScanner.Scan(title).Select(word => word.Text).ToList();
        return string.Concat(words.Count > 1 && words[0] is "the" or "der" or "die" or "das" or "le" or "la" or "les" or "el" or "los" or "o" or "a" or "os" ? words.Skip(1) : words);
    }

    private void MakeChannels(LanguagePack pack, int count)
    {
        var names = _plan.IsBroadcast ? LanguagePack.Broadcast.Lines(pack.Language + " channels") : pack.Lines("channels");
        var zones = pack.Lines("zones");
        var first = _channels.Count;
        for (var station = 0; _channels.Count - first < count; station++)
        {
            var name = names[station % names.Count] + (station < names.Count ? "" : $" {(station / names.Count) + 1}");
            var zone = TimeZoneInfo.FindSystemTimeZoneById(zones[station % zones.Count]);
            Add(name, TimeSpan.Zero);
            if (_random.Chance(HdShare))
            {
                Add(name + " HD", TimeSpan.Zero);
            }

            if (_random.Chance(PlusOneShare))
            {
                Add(name + " +1", TimeSpan.FromHours(1));
            }

            void Add(string written, TimeSpan delay)
            {
                if (_channels.Count - first < count)
                {
                    var number = _channels.Count + 1;
                    _channels.Add(new MadeChannel($"{number}.{pack.Language}", written, number, pack, zone, delay, $"{pack.Language}/{name}"));
                }
            }
        }
    }

    /// <summary>By day the same shows at the same time, in the evening others by the day of the week, by night repeats.</summary>
    private List<MadeProgramme> Schedule(MadeChannel channel)
    {
        var random = new Random((int)(Draw.Hash(channel.Station) >> 33) ^ _plan.Seed);
        var pool = Pool(channel);
        var turn = 0;
        List<(MadeShow Show, int Minutes)> day = [];
        for (var minutes = 0; minutes < 12 * 60; minutes += day[^1].Minutes)
        {
            day.Add((Next(), random.Pick<int>(_plan.IsBroadcast ? [30, 60] : [25, 30, 30, 45, 60, 60])));
        }

        var evenings = Enumerable.Range(0, 7).Select(_ => Enumerable.Range(0, 5).Select(_ => (Show: Next(), Minutes: random.Pick<int>(_plan.IsBroadcast ? [30, 60, 60] : [30, 45, 60, 60, 75]))).ToList()).ToList();
        var programmes = new List<MadeProgramme>();
        for (var number = 0; number < _plan.Days; number++)
        {
            var date = FirstDay.AddDays(number);
            var at = Utc(date.AddHours(6), channel.Zone);
            foreach (var (show, minutes) in day)
            {
                Add(show, minutes, isRepeat: false);
            }

            foreach (var (show, minutes) in evenings[(int)date.DayOfWeek])
            {
                Add(show, minutes, isRepeat: false);
            }

            var end = Utc(date.AddHours(30), channel.Zone);
            while (at < end)
            {
                var again = random.Pick(programmes);
                Add(again.Show, (int)Math.Min(again.Length.TotalMinutes, (end - at).TotalMinutes), isRepeat: true);
            }

            void Add(MadeShow show, int minutes, bool isRepeat)
            {
                int? episode = show.IsSeries ? (isRepeat ? Math.Max(1, show.FirstEpisode + number - 3) : show.FirstEpisode + number) : null;
                programmes.Add(new MadeProgramme(show, at, TimeSpan.FromMinutes(minutes), episode, isRepeat));
                at += TimeSpan.FromMinutes(minutes);
            }
        }

        return programmes;

        MadeShow Next() => _plan.IsBroadcast ? pool[turn++ % pool.Count] : random.Pick(pool);
    }

    /// <summary>What a channel may show: of real titles, its own.</summary>
    private List<MadeShow> Pool(MadeChannel channel)
    {
        var all = _shows[channel.Pack.Language];
        List<string> stations = [.. _channels.Where(other => other.Pack == channel.Pack).Select(other => other.Station).Distinct()];
        return _plan.IsBroadcast ? [.. all.Where((_, index) => index % stations.Count == stations.IndexOf(channel.Station))] : all;
    }

    private static DateTimeOffset Utc(DateTime local, TimeZoneInfo zone) => new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();

    private sealed record MadeChannel(string Id, string Name, int Number, LanguagePack Pack, TimeZoneInfo Zone, TimeSpan Delay, string Station);

    private sealed record MadeProgramme(MadeShow Show, DateTimeOffset Start, TimeSpan Length, int? Episode, bool IsRepeat);

    private sealed record MadeShow(string Title, int Seed, int Season, int FirstEpisode)
    {
        public bool IsSeries => Seed % 5 != 0;

        public bool HasTitles => Seed % 3 != 0;

        public string EpisodeTitle(int episode, LanguagePack pack) =>
            pack.Lines("instalment").Count > 0 ? pack.Make("instalment", new Random(Seed ^ episode)) : pack.Lines("sentence")[0];

        /// <summary>Descriptions are full of names that no other has.</summary>
        private static string Sentence(LanguagePack pack, Random random) =>
            LanguagePack.Fill(random.Pick(pack.Lines("sentence")), slot => slot is "name" or "surname" or "place" && random.Chance(0.8) ? Name(random) : random.Pick(pack.Lines(slot)));

        private static string Name(Random random) =>
            random.Pick(["B", "D", "F", "G", "K", "L", "M", "N", "P", "R", "S", "T", "V"]) + string.Concat(Enumerable.Range(0, 2).Select(_ =>
                random.Pick(["a", "e", "i", "o", "u"]) + random.Pick(["l", "n", "r", "s", "t", "v", "m", "ck", "nd", "rt"])));

        public string Description(int episode, LanguagePack pack)
        {
            var random = new Random(Seed ^ (episode + 1000));
            return $"{Sentence(pack, random)} {Sentence(pack, random)}";
        }
    }
}
