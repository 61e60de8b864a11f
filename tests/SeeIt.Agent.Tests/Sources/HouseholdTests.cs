using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Guide;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Sources;

/// <summary>From the candidate on the sheet to the tap: the schedule may shift in between.</summary>
public sealed class HouseholdTests : IDisposable
{
    private const string Episode = "EP01234567.0042";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 3, 20, 10, 0, TimeSpan.Zero));
    private readonly TemporaryFolder _folder = new();
    private readonly HouseholdGuide _guide;
    private readonly Household _household;

    public HouseholdTests()
    {
        _time.SetLocalTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        _guide = HouseholdGuide.Open(_folder.Path, _time);
        _household = new Household(_guide, TestSettings.Make(), _time);
    }

    public void Dispose()
    {
        _guide.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-9)]
    [InlineData(9)]
    public void A_tap_plays_the_airing_where_it_is_still_on(int minutes)
    {
        var tapped = Offered();

        Schedule((-60, 60, "Early Show", null), (minutes, 60, "The Night Garden", null), (minutes + 60, 60, "Late Show", null));

        var resolved = _household.Resolve(tapped);
        Assert.Equal(("The Night Garden", null, "one"), (resolved?.Title, resolved?.Begins, resolved?.Channel.Id));
    }

    [Fact]
    public void One_that_now_begins_later_is_said_to_begin_then_and_not_taken_for_what_is_on()
    {
        var tapped = Offered();

        Schedule((-60, 85, "Football Overtime", null), (25, 60, "The Night Garden", null));

        Assert.Equal(new DateTimeOffset(2026, 3, 3, 21, 25, 0, TimeSpan.FromHours(1)), _household.Resolve(tapped)?.Begins);

        // When it has begun, the same tap plays it.
        _time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(("The Night Garden", null), (_household.Resolve(tapped)?.Title, _household.Resolve(tapped)?.Begins));
    }

    [Fact]
    public void One_that_begins_in_a_few_minutes_is_shown_its_channel()
    {
        var tapped = Offered();

        Schedule((-60, 74, "Football Overtime", null), (14, 60, "The Night Garden", null));

        Assert.Equal(("The Night Garden", null), (_household.Resolve(tapped)?.Title, _household.Resolve(tapped)?.Begins));
    }

    [Fact]
    public void The_very_episode_is_waited_for_and_another_one_is_as_good_only_where_nothing_tells_them_apart()
    {
        var tapped = Offered(Episode);
        Assert.Equal(Episode, tapped.ProgrammeId);
        Schedule((-30, 60, "The Night Garden", "EP01234567.0041"), (30, 60, "The Night Garden", Episode));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 20, 30, 0, TimeSpan.Zero), _household.Resolve(tapped)?.Begins);

        Schedule((-35, 60, "The Night Garden", null), (25, 60, "The Night Garden", null));
        Assert.Equal(("The Night Garden", null), (_household.Resolve(tapped)?.Title, _household.Resolve(tapped)?.Begins));
    }

    [Fact]
    public void One_that_was_retitled_is_known_by_its_programme_id()
    {
        var tapped = Offered(Episode);

        Schedule((-60, 85, "Football Overtime", null), (25, 60, "Night Garden Special", Episode));

        Assert.Equal(new DateTimeOffset(2026, 3, 3, 20, 25, 0, TimeSpan.Zero), _household.Resolve(tapped)?.Begins);
    }

    /// <summary>Nothing is known of it any more, or nothing was named: the person sees what is on, and what it is.</summary>
    [Theory]
    [InlineData("The Night Garden")]
    [InlineData("")]
    public void Where_the_guide_has_it_no_longer_the_channel_is_shown_for_what_it_is(string title)
    {
        var tapped = Offered() with { Title = title };

        Schedule((-60, 120, "Football Overtime", null), (24 * 60, 60, "The Night Garden", null));

        Assert.Equal(("Football Overtime", null), (_household.Resolve(tapped)?.Title, _household.Resolve(tapped)?.Begins));
    }

    [Fact]
    public void A_channel_that_left_the_lineup_is_told()
    {
        var tapped = Offered();
        Assert.Empty(_household.Import([Text("list.m3u", "#EXTM3U\n#EXTINF:-1 tvg-id=\"two\",Two\nhttp://h/2\n")], [], CancellationToken.None).Errors);

        Assert.Null(_household.Resolve(tapped));
    }

    /// <summary>What the sheet offers of a post at ten past, of a show that began at eight.</summary>
    private AiringReference Offered(string? programmeId = null)
    {
        Assert.Empty(_household.Import([Text("list.m3u", "#EXTM3U\n#EXTINF:-1 tvg-id=\"one\",One\nhttp://h/1\n")], [], CancellationToken.None).Errors);
        Schedule((-60, 60, "Early Show", null), (0, 60, "The Night Garden", programmeId), (60, 60, "Late Show", null));
        var candidate = _household.Match(new Post("What a twist #NightGarden")).Candidates[0];
        Assert.Equal((AiringTime.Now, "The Night Garden"), (candidate.When, candidate.Title));
        return candidate.Airing;
    }

    /// <summary>Minutes from eight, length, title, programme id.</summary>
    private void Schedule(params (int Start, int Length, string Title, string? Id)[] programmes)
    {
        var rows = programmes.Select(programme =>
            $"<programme channel=\"one\" start=\"{At(programme.Start)}\" stop=\"{At(programme.Start + programme.Length)}\"><title>{programme.Title}</title>"
            + (programme.Id is { } id ? $"<episode-num system=\"dd_progid\">{id}</episode-num>" : "") + "</programme>");
        Assert.Empty(_household.Import([], [Text("guide.xml", $"<tv>{string.Concat(rows)}</tv>")], CancellationToken.None).Errors);
    }

    private static string At(int minutes) => new DateTime(2026, 3, 3, 20, 0, 0).AddMinutes(minutes).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static NamedStream Text(string name, string text) => new(name, new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
