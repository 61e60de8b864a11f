using System.Globalization;
using System.Xml.Linq;
using SeeIt.Guide;

namespace SeeIt.Bench.Matching;

/// <summary>A guide in a folder of its own, imported, with what is true of it.</summary>
internal sealed class MatchGuide : IDisposable
{
    private static readonly string[] UkSections = ["uk", "uk-b"];
    private static readonly string[] BroadcastSections = ["broadcast", "broadcast-b"];
    private readonly string _folder = Directory.CreateTempSubdirectory("seeit-match-").FullName;

    private MatchGuide(string name, TimeProvider time)
    {
        Name = name;
        Guide = HouseholdGuide.Open(_folder, time);
    }

    public string Name { get; }

    public HouseholdGuide Guide { get; }

    public GuideFacts Facts { get; private set; } = null!;

    /// <summary>Titles that the guide lacks, with their languages.</summary>
    public IReadOnlyList<(string Title, string Language)> Missing { get; private set; } = [];

    /// <summary>The three guides: the real one of ../shared/data, and the two that are made.</summary>
    /// <exception cref="FileNotFoundException">The real one is absent.</exception>
    public static IEnumerable<MatchGuide> All(TimeProvider time)
    {
        yield return Real(SharedFiles.Needed("xmltv/UK_Data.xml"), time);
        yield return Made(GuidePlan.Small, time);
        yield return Made(GuidePlan.Large, time);
    }

    /// <summary>
    /// The guides that <see cref="HandPosts"/> are about, each with its section. Those of "-b" were written later, after the
    /// matcher was tuned on half of the others.
    /// </summary>
    public static IEnumerable<(MatchGuide Guide, string Section)> OfHandPosts(TimeProvider time)
    {
        if (SharedFiles.Path("xmltv/UK_Data.xml") is { } real)
        {
            foreach (var section in UkSections.Where(Choice.Takes))
            {
                yield return (Real(real, time), section);
            }
        }

        foreach (var section in BroadcastSections.Where(Choice.Takes))
        {
            yield return (Made(GuidePlan.Broadcast, time), section);
        }
    }

    public static MatchGuide Made(GuidePlan plan, TimeProvider time)
    {
        var (made, guide) = (new MadeGuide(plan), new MatchGuide(plan.Name, time));
        var file = Path.Combine(guide._folder, "made.xml.gz");
        made.Write(file);
        guide.Import(file);
        File.Delete(file);
        guide.Facts = new GuideFacts(guide.Guide, new DateTimeOffset(MadeGuide.FirstDay, TimeSpan.Zero), plan.Days, title => made.LanguageOf[title]);
        guide.Missing = made.Missing;
        return guide;
    }

    /// <summary>Titles for an hour, each on a channel of its own; there are no <see cref="Facts"/> of it.</summary>
    public static MatchGuide OfTitles(string name, IReadOnlyList<string> titles, DateTimeOffset start, TimeProvider time)
    {
        var guide = new MatchGuide(name, time);
        var file = Path.Combine(guide._folder, "titles.xml");
        new XElement("tv", titles.Select((title, index) => new XElement("programme",
            new XAttribute("channel", $"channel{index}"),
            new XAttribute("start", Xmltv(start)),
            new XAttribute("stop", Xmltv(start.AddHours(1))),
            new XElement("title", title)))).Save(file);
        guide.Import(file);
        File.Delete(file);
        return guide;

        static string Xmltv(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHHmmss +0000", CultureInfo.InvariantCulture);
    }

    /// <summary>Posts about shows and patterns of a half.</summary>
    public List<BenchPost> Posts(PostHalf half, int count) => new PostMaker(Facts, Missing, half, seed: half == PostHalf.Tuning ? 11 : 22).Make(count);

    public void Dispose()
    {
        Guide.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Five channels and two weeks of 2015. What it lacks are the titles of the small made guide.</summary>
    private static MatchGuide Real(string file, TimeProvider time)
    {
        var guide = new MatchGuide("UK_Data.xml", time);
        guide.Import(file);
        guide.Facts = new GuideFacts(guide.Guide, new DateTimeOffset(2015, 11, 26, 6, 0, 0, TimeSpan.Zero), days: 14, _ => "en");
        var known = guide.Facts.Titles.Select(show => show.Title).ToHashSet(StringComparer.OrdinalIgnoreCase);
        guide.Missing = [.. LanguagePack.All["en"].Lines("titles").Where(title => !known.Contains(title)).Select(title => (title, "en"))];
        return guide;
    }

    private void Import(string file)
    {
        using var stream = File.OpenRead(file);
        var imported = Guide.Import([], [new NamedStream(Path.GetFileName(file), stream)]);
        if (!imported.Installed)
        {
            throw new InvalidDataException(string.Join(' ', imported.Errors));
        }

        Guide.Warm();
    }
}
