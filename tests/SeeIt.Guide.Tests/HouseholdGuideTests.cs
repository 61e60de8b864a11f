namespace SeeIt.Guide.Tests;

public sealed class HouseholdGuideTests : IDisposable
{
    private const string Lineup = """
        #EXTM3U
        #EXTINF:-1 tvg-id="one.uk" tvg-chno="1",BBC One ᴴᴰ
        http://h/1|User-Agent=x
        #EXTINF:-1 tvg-id="one.uk" tvg-shift="1" tvg-chno="11",BBC One +1
        http://h/11
        #EXTINF:-1 tvg-name="Canal_Élan",Élan TV
        http://h/2
        #EXTINF:-1,Nowhere
        http://h/3
        """;

    private readonly TestGuide _test = new("2026-03-03 20:00");

    public void Dispose() => _test.Dispose();

    private HouseholdGuide Guide => _test.Guide;

    [Fact]
    public void Lineup_and_guide_may_come_in_either_order()
    {
        Import([("list.m3u", Lineup)], []);
        Import([], [Xml(("one.uk", 0, 60, "News"))]);
        Assert.Equal("News", Guide.On("one.uk", _test.Now)?.Title);

        using var other = new TestGuide("2026-03-03 20:00");
        other.WithGuide(("one.uk", 0, 60, "News"));
        Assert.Equal("one.uk", Assert.Single(other.Guide.Channels).Id);
        other.Guide.Import([TestGuide.Text("list.m3u", Lineup)], [], TestContext.Current.CancellationToken);
        Assert.Equal(4, other.Guide.Channels.Count);
        Assert.Equal("News", other.Guide.On("one.uk", other.Now)?.Title);
    }

    [Fact]
    public void Channels_are_found_in_the_guide_by_id_then_tvg_name_then_name()
    {
        const string Xmltv = """
            <tv><channel id="c1"><display-name>Canal Élan</display-name><display-name>2</display-name></channel>
            <channel id="c2"><display-name>NOWHERE HD</display-name></channel>
            <programme start="20260303200000" stop="20260303210000" channel="c1"><title>A</title></programme>
            <programme start="20260303200000" stop="20260303210000" channel="c2"><title>B</title></programme>
            <programme start="20260303200000" stop="20260303210000" channel="ONE.UK"><title>C</title></programme></tv>
            """;
        var result = Import([("list.m3u", Lineup)], [("guide.xml", Xmltv)]);

        Assert.Equal((4, 4, 3), (result.Channels, result.ChannelsWithGuide, result.Programmes));
        Assert.Equal(["C", null, "A", "B"], Guide.Channels.Select(channel => Guide.On(channel.Id, _test.Now)?.Title));
        Assert.Equal("C", Guide.On("one.uk@+1", _test.Now.AddHours(1))?.Title);
        Assert.Equal(_test.Now.AddHours(1), Guide.On("one.uk@+1", _test.Now.AddMinutes(90))?.Start);
    }

    [Theory]
    [InlineData("one.uk")]
    [InlineData("1")]
    [InlineData("bbc one hd")]
    [InlineData("BBC1")]
    [InlineData("  Bbc ONE ")]
    public void Channel_is_found_by_what_people_call_it(string text)
    {
        Import([("list.m3u", Lineup)], []);

        Assert.Equal("one.uk", Guide.FindChannel(text)?.Id);
        Assert.Equal("elan-tv", Guide.FindChannel("elan tv")?.Id);
        Assert.Equal("one.uk@+1", Guide.FindChannel("BBC1 +1")?.Id);
        Assert.Null(Guide.FindChannel("Sky"));
        Assert.Null(Guide.FindChannel(""));
    }

    [Fact]
    public void All_of_a_lineup_is_there_after_a_restart()
    {
        Import([("list.m3u", Lineup)], [Xml(("one.uk", 0, 60, "News"))]);
        var before = Guide.Channels;
        _test.Reopen();

        Assert.Null(Guide.OpenProblem);
        Assert.Equal(before.Select(channel => channel.Id), Guide.Channels.Select(channel => channel.Id));
        Assert.Equal("x", Guide.Channels[0].Sources[0].Headers["user-agent"]);
        Assert.Equal("News", Guide.On("one.uk", _test.Now)?.Title);
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("<tv><programme start=\"20260303200000\" channel=\"one.uk\"><title>Half")]
    [InlineData("<tv></tv>")]
    [InlineData("")]
    public void Broken_guide_keeps_the_old_one_and_says_where(string broken)
    {
        Import([("list.m3u", Lineup)], [Xml(("one.uk", 0, 60, "News"))]);
        foreach (var name in (string[])["guide.xml", "other.xml"])
        {
            var result = Import([], [(name, broken)]);

            Assert.False(result.Installed);
            Assert.Equal(name, Assert.Single(result.Errors).File);
            Assert.Equal("News", Guide.On("one.uk", _test.Now)?.Title);
        }

        Assert.False(File.Exists(Path.Combine(_test.Folder, "guide.db.new")));
    }

    [Fact]
    public void Broken_input_among_good_ones_keeps_its_own_old_rows()
    {
        Import([("a.m3u", Lineup), ("b.m3u", "#EXTM3U\n#EXTINF:-1 tvg-id=\"b\",B\nhttp://h/b\n")],
            [Xml(("one.uk", 0, 60, "Old")), ("b.xml", Xml(("b", 0, 60, "Old B")).Text)]);

        var result = Import([("a.m3u", "<html>"), ("b.m3u", "#EXTM3U\n#EXTINF:-1 tvg-id=\"b\",New B\nhttp://h/b2\n")],
            [("guide.xml", Xml(("one.uk", 0, 60, "Half")).Text[..^20]), ("b.xml", Xml(("b", 0, 60, "New B")).Text)]);

        Assert.True(result.Installed);
        Assert.Equal(2, result.Errors.Count());
        Assert.Equal([true, false, true, false], result.Inputs.Select(input => input.KeptOld));
        Assert.Equal(("Old", "New B"), (Guide.On("one.uk", _test.Now)?.Title, Guide.On("b", _test.Now)?.Title));
        Assert.Equal(["one.uk", "one.uk@+1", "elan-tv", "nowhere", "b"], Guide.Channels.Select(channel => channel.Id));
        Assert.Equal("http://h/b2", Guide.FindChannel("b")!.Sources[0].Uri.OriginalString);
    }

    [Fact]
    public void Missing_and_zero_lengths_are_filled_and_duplicates_left_out()
    {
        var result = Import([], [("guide.xml", """
            <tv><programme start="20260303200000" channel="a"><title>No stop</title></programme>
            <programme start="20260303203000" stop="20260303203000" channel="a"><title>Zero, alone</title></programme>
            <programme start="20260303210000" stop="20260303210000" channel="a"><title>Zero, hidden</title></programme>
            <programme start="20260303210000" stop="20260303220000" channel="a"><title>Real</title></programme>
            <programme start="20260303210000" stop="20260303220000" channel="a"><title>Again</title></programme>
            <programme start="20260303220000" channel="a"><title>Last</title></programme></tv>
            """)]);

        Assert.Equal(
            [("No stop", 30), ("Zero, alone", 30), ("Real", 60), ("Last", 60)],
            Guide.Schedule("a", _test.Now, TimeSpan.FromHours(5)).Select(airing => (airing.Title, (int)(airing.Stop - airing.Start).TotalMinutes)));
        var report = Assert.Single(result.Inputs);
        Assert.Equal((4, 4), (report.Entries, result.Programmes));
        Assert.Equal([1, 1], report.LeftOut.Select(left => left.Count));
        Assert.Contains("Zero, hidden", report.LeftOut[0].First.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Airing_is_found_again_after_the_schedule_shifted()
    {
        Import([], [Xml(("a", 0, 60, "Show"), ("a", 60, 60, "Film"), ("a", 2000, 60, "Show"))]);
        Assert.Equal(_test.Now, Guide.Find("a", _test.Now, "SHOW!")?.Start);

        Import([], [Xml(("a", 25, 60, "Show"), ("a", 85, 60, "Film"), ("a", 2000, 60, "Show"))]);
        Assert.Equal(_test.Now.AddMinutes(25), Guide.Find("a", _test.Now, "Show")?.Start);
        Assert.Equal(_test.Now.AddMinutes(85), Guide.Find("a", _test.Now.AddMinutes(60), "Film")?.Start);
        Assert.Null(Guide.Find("a", _test.Now, "Other"));
        Assert.Null(Guide.Find("b", _test.Now, "Show"));
        Assert.Equal([25, 2000], Guide.Next("show", _test.Now).Select(airing => (int)(airing.Start - _test.Now).TotalMinutes));
    }

    [Fact]
    public void Search_is_by_title_episode_description_and_people()
    {
        using var uk = TestGuide.Uk();

        Assert.Equal("The Apprentice", uk.Guide.Search("property agents")[0].Title);
        Assert.StartsWith("The Apprentice", uk.Guide.Search("apprent")[0].Title, StringComparison.Ordinal);
        Assert.Contains(uk.Guide.Search("karren brady"), airing => airing.Title == "The Apprentice");
        Assert.Empty(uk.Guide.Search("\"; DROP TABLE programme --"));
        Assert.Empty(uk.Guide.Search("***"));
        Assert.All(uk.Guide.Search("news", 50), airing => Assert.True(airing.Stop > uk.Now));
    }

    [Fact]
    public void Damaged_store_is_said_and_built_anew()
    {
        Import([], [Xml(("a", 0, 60, "Show"))]);
        Guide.Dispose();
        File.WriteAllText(Path.Combine(_test.Folder, "guide.db"), "this is no database, and long enough to be looked at as one");
        _test.Reopen();

        Assert.NotNull(Guide.OpenProblem);
        Assert.Empty(Guide.Channels);
        Assert.True(Import([], [Xml(("a", 0, 60, "Show"))]).Installed);
        Assert.Null(Guide.OpenProblem);
        Assert.Equal("Show", Guide.On("a", _test.Now)?.Title);
    }

    [Fact]
    public void Store_that_cannot_be_written_is_an_error_that_changes_nothing()
    {
        Import([], [Xml(("a", 0, 60, "Show"))]);
        using var held = new FileStream(Path.Combine(_test.Folder, "guide.db.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var result = Import([], [Xml(("a", 0, 60, "New"))]);

        Assert.False(result.Installed);
        Assert.Contains("Another process imports", result.StoreError!.Message, StringComparison.Ordinal);
        Assert.Equal("Show", Guide.On("a", _test.Now)?.Title);
    }

    [Fact]
    public void Cancelled_import_changes_nothing()
    {
        Import([], [Xml(("a", 0, 60, "Show"))]);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => Guide.Import([], [_test.Xmltv("guide.xml", ("a", 0, 60, "New"))], cancelled.Token));
        Assert.Equal("Show", Guide.On("a", _test.Now)?.Title);
    }

    [Fact]
    public async Task Readers_see_whole_generations_while_imports_run()
    {
        Import([], [Xml(("a", 0, 60, "0"), ("a", 60, 60, "0"))]);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var reads = 0;
            while (!done.IsCancellationRequested || reads == 0)
            {
                var schedule = Guide.Schedule("a", _test.Now, TimeSpan.FromHours(2));
                Assert.Equal(2, schedule.Count);
                Assert.Equal(schedule[0].Title, schedule[1].Title);
                Guide.Match(new PostText("watching \"0\" #a"), _test.Now);
                reads++;
            }
        })).ToList();
        for (var i = 1; i <= 20; i++)
        {
            var title = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(Import([], [Xml(("a", 0, 60, title), ("a", 60, 60, title))]).Installed);
        }

        done.Cancel();
        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Every_real_file_is_imported_without_an_error()
    {
        var files = Directory.GetFiles(SharedData.Path("m3u")).Concat(Directory.GetFiles(SharedData.Path("xmltv"))).ToList();
        var streams = files.Select(path => new NamedStream(path, File.OpenRead(path))).ToLookup(stream => stream.Name.EndsWith(".xml", StringComparison.Ordinal));

        var result = Guide.Import([.. streams[false]], [.. streams[true]], TestContext.Current.CancellationToken);

        Assert.Empty(result.Errors);
        Assert.Equal(files.Count, result.Inputs.Count);
        Assert.InRange(result.Programmes, 1_900, 2_100);
        foreach (var stream in streams.SelectMany(group => group))
        {
            stream.Content.Dispose();
        }
    }

    private (string Name, string Text) Xml(params IEnumerable<(string, int, int, string)> programmes)
    {
        using var reader = new StreamReader(_test.Xmltv("guide.xml", programmes).Content);
        return ("guide.xml", reader.ReadToEnd());
    }

    private ImportResult Import((string Name, string Text)[] lineups, (string Name, string Text)[] guides) => Guide.Import(
        [.. lineups.Select(input => TestGuide.Text(input.Name, input.Text))],
        [.. guides.Select(input => TestGuide.Text(input.Name, input.Text))],
        TestContext.Current.CancellationToken);
}
