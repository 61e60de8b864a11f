using System.Globalization;
using System.Text;
using System.Text.Json;
using SeeIt.Agent.Tests.Support;
using SeeIt.Guide;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Cli;

/// <summary><c>seeit-agent guide</c>, the real program: without a hub and without a running service.</summary>
public sealed class GuideCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string State => _folder.File("state");

    [Fact]
    public async Task Import_says_what_it_took_and_what_it_left_out_and_where()
    {
        var file = Write("guide.xml", """
            <tv><channel id="a"><display-name>Channel A</display-name></channel>
            <programme start="20260303200000" stop="20260303210000" channel="a"><title>News</title></programme>
            <programme start="yesterday" channel="a"><title>Lost</title></programme>
            <programme start="20260303200000" stop="20260303210000" channel="a"><title>Twice</title></programme>
            </tv>
            """);

        var (exitCode, output) = await RunAsync("guide", "import", file, "--clock", "2026-03-03T20:10:00Z", "--set", "Zone=Europe/Berlin");

        Assert.Equal(0, exitCode);
        Assert.Contains($"{file}: 1 channels, 1 programmes taken.", output, StringComparison.Ordinal);
        Assert.Contains($"1 left out: A programme whose start cannot be read. (first: {file}, line 3:", output, StringComparison.Ordinal);
        Assert.Contains($"1 left out: A second programme at the same time on the same channel. (first: {file}, line 4:", output, StringComparison.Ordinal);
        Assert.Contains("Now 1 channels, 1 of them with a guide, and 1 programmes.", output, StringComparison.Ordinal);
        Assert.Contains("The guide tells of 3 March 2026 21:00 to 3 March 2026 22:00.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_refused_is_told_with_its_line_and_ends_in_1_beside_one_that_is_taken()
    {
        var good = Write("good.xml", Xml("News"));
        var bad = Write("bad.xml", "<tv>\n<programme start=\"20260303200000\" channel=\"a\">\n<title>Half");
        var html = Write("page.xml", "<!DOCTYPE html>\n<html></html>");

        var (exitCode, output) = await RunAsync("guide", "import", good, bad, html, _folder.File("absent.xml"), "--json");

        Assert.Equal(1, exitCode);
        using var json = JsonDocument.Parse(output);
        var inputs = json.RootElement.GetProperty("inputs").EnumerateArray().ToList();
        Assert.Equal([1, 0, 0, 0], inputs.Select(input => input.GetProperty("programmes").GetInt32()));
        Assert.Equal(JsonValueKind.Null, inputs[0].GetProperty("error").ValueKind);
        Assert.All(inputs[1..].Zip(["breaks off", "HTML", "no such file"]), pair =>
            Assert.Contains(pair.Second, pair.First.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal));
        Assert.Equal(3, inputs[1].GetProperty("error").GetProperty("line").GetInt32());
        Assert.True(json.RootElement.GetProperty("installed").GetBoolean());
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 21, 0, 0, TimeSpan.Zero), json.RootElement.GetProperty("ends").GetDateTimeOffset());
    }

    [Fact]
    public async Task What_the_setting_takes_can_be_imported_too_whether_or_not_it_has_changed()
    {
        using var server = new GuideServer();
        server["/guide.xml?key=secret"] = GuideAnswer.Xmltv(Xml("News")) with { ETag = "\"one\"" };

        for (var time = 0; time < 2; time++)
        {
            var (exitCode, output) = await RunAsync("guide", "import", $"http://{server.Authority}/guide.xml?key=secret");
            Assert.Equal(0, exitCode);
            Assert.Contains($"http://{server.Authority}: 0 channels, 1 programmes taken.", output, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_guide_of_other_channels_than_the_lineup_is_said_to_be()
    {
        await RunAsync("channels", "import", Write("list.m3u", "#EXTM3U\n#EXTINF:-1,Elsewhere\nhttp://h/1\n"));

        Assert.Contains("The guide is of other channels than the lineup", (await RunAsync("guide", "import", Write("guide.xml", Xml("News")))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_takes_a_shift_and_refuses_what_is_none()
    {
        var file = Write("guide.xml", Xml("News"));

        var (exitCode, output) = await RunAsync("guide", "import", $"{file}|shift=-60min", "--set", "Zone=UTC");
        Assert.Equal(0, exitCode);
        Assert.Contains($"{file}: 0 channels, 1 programmes taken.", output, StringComparison.Ordinal);
        Assert.Contains("3 March 2026 19:00 to 3 March 2026 20:00", output, StringComparison.Ordinal);

        foreach (var (place, complaint) in ((string, string)[])[($"{file}|shift=lots", "'lots' is no shift"), ("", "name of a file is needed")])
        {
            (exitCode, output) = await RunAsync("guide", "import", place);
            Assert.Equal(2, exitCode);
            Assert.Contains(complaint, output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Now_tells_what_is_on_and_next_at_any_time()
    {
        await RunAsync("guide", "import", Write("guide.xml", $"<tv>{Programme("20260303200000", "20260303210000", "News")}{Programme("20260303210000", "20260303220000", "Film")}</tv>"));

        var (_, text) = await RunAsync("guide", "now", "--at", "2026-03-03T21:30", "--set", "Zone=Europe/Berlin");
        Assert.Matches("a +21:00 News +22:00 Film", text);

        var (exitCode, output) = await RunAsync("guide", "now", "--at", "2026-03-03T21:00:00Z", "--json");
        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        var channel = Assert.Single(json.RootElement.GetProperty("channels").EnumerateArray());
        Assert.Equal("Film", channel.GetProperty("now").GetProperty("title").GetString());
        Assert.Equal(JsonValueKind.Null, channel.GetProperty("next").ValueKind);
        Assert.False(json.RootElement.GetProperty("stale").GetBoolean());

        Assert.Equal(2, (await RunAsync("guide", "now", "--at", "soon")).ExitCode);
    }

    [Fact]
    public async Task A_guide_in_the_past_is_said_to_be_stale()
    {
        await RunAsync("guide", "import", Write("guide.xml", Xml("News")));

        foreach (var command in (string[][])[["guide", "now"], ["guide", "search", "news"], ["guide", "import", _folder.File("guide.xml")]])
        {
            Assert.Contains("The guide ended on Tuesday, 3 March 2026 at 21:00", (await RunAsync([.. command, "--clock", "2026-04-01T00:00:00Z", "--set", "Zone=UTC"])).Output, StringComparison.Ordinal);
        }

        var (_, json) = await RunAsync("guide", "now", "--json", "--clock", "2026-04-01T00:00:00Z");
        Assert.True(JsonDocument.Parse(json).RootElement.GetProperty("stale").GetBoolean());
    }

    [Fact]
    public async Task Search_tells_all_that_is_known_of_an_airing()
    {
        var uk = Repository.SharedData("xmltv", "UK_Data.xml");
        Assert.Equal(0, (await RunAsync("guide", "import", uk)).ExitCode);

        var (exitCode, output) = await RunAsync("guide", "search", "property", "agents", "--at", "2015-12-02T12:00:00Z", "--json");

        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        var airing = json.RootElement.GetProperty("airings")[0];
        Assert.Equal("The Apprentice", airing.GetProperty("title").GetString());
        Assert.NotEmpty(airing.GetProperty("people").EnumerateArray());
        Assert.Contains("Property", airing.GetProperty("subTitle").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Every file of the real data, of whatever kind: it is imported, or refused by name for what it is.</summary>
    [Fact]
    public async Task Every_real_guide_is_imported_from_the_command_line()
    {
        var files = Directory.GetFiles(Repository.SharedData("xmltv"));

        var (exitCode, output) = await RunAsync(["guide", "import", .. files, "--json"]);

        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.All(json.RootElement.GetProperty("inputs").EnumerateArray(), input => Assert.True(input.GetProperty("programmes").GetInt32() > 0));
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_an_import_leaves_the_old_guide()
    {
        await RunAsync("guide", "import", Write("guide.xml", Xml("Old")));
        var pipe = _folder.File("pipe.xml");
        await TestProcess.RunAsync("mkfifo", [pipe]);

        await using (var import = TestProcess.Start(Repository.Agent, ["guide", "import", pipe, "--state", State]))
        {
            await using var writer = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write), TestContext.Current.CancellationToken);
            await writer.WriteAsync(Encoding.UTF8.GetBytes("<tv>" + string.Concat(Enumerable.Range(0, 5_000).Select(minute => Programme(
                At(minute), At(minute + 1), "New")))), TestContext.Current.CancellationToken);
            await Eventually.TrueAsync(() => File.Exists(Path.Combine(State, "guide.db.new")), "the new generation is being built");
            import.Kill();
            await import.WaitForExitAsync();
        }

        Assert.Equal("Old", TitleAt(new(2026, 3, 3, 20, 30, 0, TimeSpan.Zero)));
        var (exitCode, _) = await RunAsync("guide", "import", Write("guide.xml", Xml("Later")));
        Assert.Equal(0, exitCode);
        Assert.Equal("Later", TitleAt(new(2026, 3, 3, 20, 30, 0, TimeSpan.Zero)));
        Assert.False(File.Exists(Path.Combine(State, "guide.db.new")));
    }

    [Fact]
    public async Task Of_two_imports_at_once_the_second_is_refused_with_its_reason()
    {
        var pipe = _folder.File("pipe.xml");
        await TestProcess.RunAsync("mkfifo", [pipe]);
        await using var first = TestProcess.Start(Repository.Agent, ["guide", "import", pipe, "--state", State]);
        await using (var writer = await Task.Run(() => new FileStream(pipe, FileMode.Open, FileAccess.Write), TestContext.Current.CancellationToken))
        {
            await Eventually.TrueAsync(() => File.Exists(Path.Combine(State, "guide.db.new")), "the first import builds");

            var (exitCode, output) = await RunAsync("guide", "import", Write("guide.xml", Xml("Second")));
            Assert.Equal(1, exitCode);
            Assert.Contains("Another process imports", output, StringComparison.Ordinal);

            await writer.WriteAsync(Encoding.UTF8.GetBytes(Xml("First")), TestContext.Current.CancellationToken);
        }

        Assert.Equal(0, await first.WaitForExitAsync());
        Assert.Equal("First", TitleAt(new(2026, 3, 3, 20, 30, 0, TimeSpan.Zero)));
    }

    private static string At(int minute) => new DateTime(2026, 3, 3, 20, 0, 0).AddMinutes(minute).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static string Xml(string title) => $"<tv>{Programme("20260303200000", "20260303210000", title)}</tv>";

    private static string Programme(string start, string stop, string title) =>
        $"<programme start=\"{start}\" stop=\"{stop}\" channel=\"a\"><title>{title}</title></programme>\n";

    private string? TitleAt(DateTimeOffset at)
    {
        using var guide = HouseholdGuide.Open(State, TimeProvider.System);
        return guide.On("a", at)?.Title;
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        TestProcess.RunAsync(Repository.Agent, [.. arguments, "--state", State]);
}
