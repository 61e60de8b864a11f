using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Store;

/// <summary>Several guides, some of which have not changed or could not be had.</summary>
public sealed class GuideInputTests : IDisposable
{
    private readonly TestGuide _test = new("2026-03-03 20:00");

    public void Dispose() => _test.Dispose();

    [Fact]
    public void The_first_guide_counts_where_two_tell_of_the_same_time()
    {
        var result = Import(New("b.xml", "From B"), New("a.xml", "From A"));

        Assert.Equal("From B", Title);
        Assert.Equal([1, 0], result.Inputs.Select(input => input.Entries));
        Assert.Contains("a.xml, line 3", result.Inputs[1].LeftOut[0].First.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_not_changed_stays_beside_what_has_and_keeps_its_version()
    {
        Import(New("a.xml", "Old A", "etag-1"), New("b.xml", "Old B", channel: "b"));
        Assert.Equal(("etag-1", null), (_test.Guide.GuideVersion("a.xml"), _test.Guide.GuideVersion("b.xml")));

        var result = Import(GuideInput.Unchanged("a.xml"), New("b.xml", "New B", "etag-2", "b"));

        Assert.True(result.Installed);
        Assert.Equal(("Old A", "New B"), (Title, _test.Guide.On("b", _test.Now)?.Title));
        Assert.Equal(("etag-1", "etag-2"), (_test.Guide.GuideVersion("a.xml"), _test.Guide.GuideVersion("b.xml")));
        Assert.Equal((true, null), (result.Inputs[0].KeptOld, result.Inputs[0].Error));
    }

    [Fact]
    public void Where_nothing_has_changed_nothing_is_built()
    {
        Import(New("a.xml", "A", "etag-1"), New("b.xml", "B", channel: "b"));
        var written = File.GetLastWriteTimeUtc(Path.Combine(_test.Folder, "guide.db"));

        var result = Import(GuideInput.Unchanged("a.xml"), new GuideInput("b.xml", null, new Problem("b.xml", 0, "It answers HTTP 500.")));

        Assert.False(result.Installed);
        Assert.Equal("b.xml: It answers HTTP 500.", Assert.Single(result.Errors).ToString());
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(_test.Folder, "guide.db")));
        Assert.Equal(("A", "B"), (Title, _test.Guide.On("b", _test.Now)?.Title));
    }

    [Fact]
    public void A_new_lineup_beside_a_guide_that_has_not_changed_is_taken()
    {
        Import(New("a.xml", "A", "etag-1"));

        var result = _test.Guide.Import(
            [TestGuide.Text("list.m3u", "#EXTM3U\n#EXTINF:-1 tvg-id=\"a\",Channel A\nhttp://h/a\n")], [GuideInput.Unchanged("a.xml")], TestContext.Current.CancellationToken);

        Assert.True(result.Installed);
        Assert.Equal([false, true], result.Inputs.Select(input => input.KeptOld));
        Assert.Equal(("A", "Channel A", "etag-1"), (Title, _test.Guide.FindChannel("a")?.Name, _test.Guide.GuideVersion("a.xml")));
    }

    [Fact]
    public void A_guide_that_was_refused_at_first_is_not_among_those_that_are_kept()
    {
        var broken = new GuideInput("a.xml", TestGuide.Text("a.xml", "<html>").Content);
        Import(broken, New("b.xml", "B", channel: "b"));

        Assert.False(Import(new GuideInput("a.xml", null, new Problem("a.xml", 0, "No.")), GuideInput.Unchanged("b.xml")).Inputs[0].KeptOld);
        Assert.Equal("B", _test.Guide.On("b", _test.Now)?.Title);
    }

    [Fact]
    public void A_guide_that_could_not_be_had_keeps_its_programmes_beside_a_new_one()
    {
        Import(New("a.xml", "A", "etag-1"));

        var result = Import(new GuideInput("a.xml", null, new Problem("a.xml", 0, "No answer.")), New("b.xml", "B", channel: "b"));

        Assert.True(result.Installed);
        Assert.Equal(("A", "B", "etag-1"), (Title, _test.Guide.On("b", _test.Now)?.Title, _test.Guide.GuideVersion("a.xml")));
    }

    [Fact]
    public void A_guide_that_the_owner_took_away_goes_though_the_others_have_not_changed()
    {
        Import(New("a.xml", "A", "etag-1"), New("b.xml", "B", channel: "b"));

        Assert.True(Import(GuideInput.Unchanged("a.xml")).Installed);

        Assert.Equal("A", Title);
        Assert.Null(_test.Guide.On("b", _test.Now));
    }

    [Fact]
    public void The_time_that_the_guide_covers_is_known_of_the_households_channels()
    {
        Assert.Null(_test.Guide.Span);
        _test.WithGuide(("a", -60, 60, "First"), ("b", 0, 90, "Longest"), ("a", 0, 30, "Last"));

        Assert.Equal(new GuideSpan(_test.Now.AddMinutes(-60), _test.Now.AddMinutes(90)), _test.Guide.Span);
        Assert.False(_test.Guide.Span!.IsOverAt(_test.Now.AddMinutes(89)));
        Assert.True(_test.Guide.Span.IsOverAt(_test.Now.AddMinutes(90)));
    }

    [Fact]
    public void Everything_that_a_guide_tells_of_a_programme_is_kept()
    {
        Import(new GuideInput("a.xml", TestGuide.Text("a.xml", """
            <tv><programme start="20260303200000" stop="20260303210000" channel="a">
            <title lang="de">Tatort</title><title lang="en">Crime Scene</title><sub-title lang="en">The End</sub-title><sub-title lang="de">Das Ende</sub-title>
            <credits><actor role="Hero">Ann</actor><director>Bob</director></credits><date>2025</date><category>Krimi</category><category lang="en">Crime</category>
            <desc lang="de">Ein Toter am Hafen.</desc><previously-shown/>
            <episode-num system="xmltv_ns">-1.4.0/1</episode-num><episode-num system="dd_progid">EP00000001.0002</episode-num>
            <episode-num system="themoviedb.org">series/1</episode-num><episode-num system="thetvdb.com">series/2</episode-num>
            <episode-num system="imdb.com">tt3</episode-num><episode-num system="onscreen">(5)</episode-num></programme></tv>
            """).Content));

        var airing = _test.Guide.On("a", _test.Now)!;
        Assert.Equal(("Tatort", "Das Ende", "de", "2025", "S00E05", "EP00000001.0002"),
            (airing.Title, airing.SubTitle, airing.Language, airing.Date, airing.Number.ToString(), airing.ProgrammeId));
        Assert.Equal(["Ann (Hero)", "Bob"], airing.People);
        Assert.Equal(["Krimi", "Crime"], airing.Categories);
        Assert.Equal(("Ein Toter am Hafen.", true), (airing.Description, airing.IsRepeat));
        Assert.Equal(["xmltv_ns", "dd_progid", "themoviedb.org", "thetvdb.com", "imdb.com", "onscreen"], airing.EpisodeIds.Select(id => id.System));
        Assert.Equal("-1.4.0/1", airing.EpisodeIds[0].Value);
        Assert.Equal("Tatort", Assert.Single(_test.Guide.Search("ann hero")).Title);
    }

    [Fact]
    public void Intervals_are_half_open_and_the_later_of_two_that_overlap_is_on()
    {
        _test.WithGuide(("a", 0, 60, "First"), ("a", 60, 60, "Second"), ("a", 90, 10, "Within"));

        Assert.Equal(
            [null, "First", "First", "Second", "Within", "Second", null],
            ((int[])[-1, 0, 59, 60, 95, 100, 120]).Select(minute => _test.Guide.On("a", _test.Now.AddMinutes(minute))?.Title));
        Assert.Equal("Within", _test.Guide.On(_test.Now.AddMinutes(95))["a"].Title);
    }

    [Fact]
    public void A_programme_that_would_never_end_does_not_make_an_old_guide_a_new_one()
    {
        using var home = new TestGuide("2026-03-03 20:10");
        home.Guide.Import([], [TestGuide.Text("guide.xml", "<tv><programme start=\"20260101200000\" stop=\"20991231200000\" channel=\"a\"><title>Loop</title></programme></tv>")], TestContext.Current.CancellationToken);

        Assert.Equal(new DateTimeOffset(2026, 1, 3, 20, 0, 0, TimeSpan.Zero), home.Guide.Span?.Ends);
        Assert.True(home.Guide.Span?.IsOverAt(home.Now));
    }

    [Fact]
    public void A_channel_number_of_the_guide_is_the_channels_where_there_is_no_lineup()
    {
        using var home = new TestGuide("2026-03-03 20:10");
        home.Guide.Import([], [TestGuide.Text("guide.xml", "<tv><channel id=\"a\"><display-name>Alpha</display-name><lcn>101</lcn></channel><programme start=\"20260303200000\" channel=\"a\"><title>A</title></programme></tv>")], TestContext.Current.CancellationToken);

        Assert.Equal(("Alpha", "101"), (home.Guide.Channels[0].Name, home.Guide.Channels[0].Number));
        Assert.Equal("a", home.Guide.FindChannel("101")?.Id);
    }

    [Fact]
    public void A_clump_is_one_after_the_other()
    {
        Import(new GuideInput("a.xml", TestGuide.Text("a.xml", """
            <tv><programme start="20260303200000" stop="20260303210000" channel="a" clumpidx="0/2"><title>News</title></programme>
            <programme start="20260303200000" stop="20260303210000" channel="a" clumpidx="1/2"><title>Weather</title></programme></tv>
            """).Content));

        Assert.Equal(
            [("News", 0, 30), ("Weather", 30, 60)],
            _test.Guide.Schedule("a", _test.Now, TimeSpan.FromHours(1)).Select(airing =>
                (airing.Title, (int)(airing.Start - _test.Now).TotalMinutes, (int)(airing.Stop - _test.Now).TotalMinutes)));
    }

    [Fact]
    public void A_guides_shift_holds_for_all_its_channels_and_a_channels_own_is_added_to_it()
    {
        var wrong = New("wrong.xml", "Wrong") with { Shift = TimeSpan.FromMinutes(-90) };

        _test.Guide.Import(
            [TestGuide.Text("list.m3u", "#EXTM3U\n#EXTINF:-1 tvg-id=\"a\",A\nhttp://h/a\n#EXTINF:-1 tvg-id=\"a\" tvg-shift=\"1\",A +1\nhttp://h/a1\n#EXTINF:-1 tvg-id=\"b\",B\nhttp://h/b\n")],
            [wrong, New("right.xml", "Right", channel: "b")],
            TestContext.Current.CancellationToken);

        Assert.Equal(
            [("a", -90, -30), ("a@+1", -30, 30), ("b", 0, 60)],
            ((string[])["a", "a@+1", "b"]).Select(channel =>
            {
                var airing = Assert.Single(_test.Guide.Schedule(channel, _test.Now.AddDays(-1), TimeSpan.FromDays(2)));
                return (channel, (int)(airing.Start - _test.Now).TotalMinutes, (int)(airing.Stop - _test.Now).TotalMinutes);
            }));
    }

    [Fact]
    public void A_show_on_a_channel_and_on_its_plus_one_comes_in_the_order_of_time()
    {
        _test.Guide.Import(
            [TestGuide.Text("list.m3u", "#EXTM3U\n#EXTINF:-1 tvg-id=\"a\",A\nhttp://h/a\n#EXTINF:-1 tvg-id=\"a\" tvg-shift=\"1\",A +1\nhttp://h/a1\n")],
            [_test.Xmltv("guide.xml", ("a", 0, 60, "Show"), ("a", 120, 60, "Show"), ("a", -120, 60, "Show"))],
            TestContext.Current.CancellationToken);

        Assert.Equal([0, 60, 120], _test.Guide.Next("Show", _test.Now, limit: 3).Select(airing => (int)(airing.Start - _test.Now).TotalMinutes));
        Assert.Equal([60, 120, 180], _test.Guide.Next("Show", _test.Now.AddMinutes(60), limit: 3).Select(airing => (int)(airing.Start - _test.Now).TotalMinutes));
    }

    [Fact]
    public void A_series_is_found_on_every_channel_under_every_title_by_its_id()
    {
        Import(new GuideInput("a.xml", TestGuide.Text("a.xml", string.Concat((string[])[
            "<tv>",
            Numbered("a", 19, "The Office", "EP00652323.0001"),
            Numbered("a", 20, "The Office", "EP00652323.0002"),
            Numbered("b", 22, "The Office: An American Workplace", "EP006523230003"),
            Numbered("c", 23, "Das Buero", "SH006523230000"),
            Numbered("d", 21, "The Office", "EP00999999.0001"),
            Numbered("e", 22, "Another series", "EP00652324.0001"),
            Numbered("f", 22, "A film", "MV00652323.0000"),
            "</tv>"])).Content));

        var airing = _test.Guide.On("a", _test.Now)!;
        Assert.Equal("EP00652323", airing.SeriesId);
        Assert.Equal(["a", "d"], Channels(null));
        Assert.Equal(["a", "d", "b", "c"], Channels(airing.SeriesId));
        Assert.Equal(["a", "d", "b"], Channels(airing.SeriesId, limit: 3));
        Assert.Equal(["a", "d"], Channels("EP0065232"));
        Assert.Equal(["a", "d"], Channels("'; DROP TABLE programme --"));

        IEnumerable<string> Channels(string? series, int limit = 10) => _test.Guide.Next("The Office", _test.Now, limit, series).Select(next => next.ChannelId);
    }

    [Fact]
    public void An_id_in_another_case_is_the_same_channels_within_a_guide_and_over_several()
    {
        Import(
            new GuideInput("a.xml", TestGuide.Text("a.xml", """
                <tv><channel id="BBC1.uk"><display-name>BBC One</display-name></channel>
                <programme start="20260303200000" stop="20260303210000" channel="bbc1.UK"><title>News</title></programme></tv>
                """).Content),
            New("b.xml", "Late", channel: "bbc1.uk") with { Shift = TimeSpan.FromHours(1) });
        Assert.Equal(["News", "Late"], Schedule());

        // The second could not be had: it is copied from what is stored.
        Import(New("a.xml", "Other", channel: "BBC1.UK"), new GuideInput("b.xml", null, new Problem("b.xml", 0, "No.")));
        Assert.Equal(["Other", "Late"], Schedule());

        IEnumerable<string> Schedule() => _test.Guide.Schedule(Assert.Single(_test.Guide.Channels).Id, _test.Now, TimeSpan.FromHours(2)).Select(airing => airing.Title);
    }

    private string? Title => _test.Guide.On("a", _test.Now)?.Title;

    private static string Numbered(string channel, int hour, string title, string id) =>
        $"<programme start=\"20260303{hour}0000\" stop=\"20260303{hour}5959\" channel=\"{channel}\"><title>{title}</title><episode-num system=\"dd_progid\">{id}</episode-num></programme>";

    private GuideInput New(string name, string title, string? version = null, string channel = "a") =>
        new(name, _test.Xmltv(name, (channel, 0, 60, title)).Content) { Version = version };

    private ImportResult Import(params GuideInput[] inputs) => _test.Guide.Import([], inputs, TestContext.Current.CancellationToken);
}
