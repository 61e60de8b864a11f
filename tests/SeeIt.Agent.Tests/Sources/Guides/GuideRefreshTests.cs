using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Sources.Guides;
using SeeIt.Agent.Tests.Support;
using SeeIt.Guide;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Sources.Guides;

/// <summary>Guides over HTTP as servers really send them.</summary>
public sealed class GuideRefreshTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 20, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly GuideServer _server = new();
    private readonly FakeTimeProvider _time = new(Now);
    private readonly Problems _problems = new();
    private readonly Providers _providers = new();
    private readonly HouseholdGuide _guide;
    private readonly List<IDisposable> _made = [];

    public GuideRefreshTests() => _guide = HouseholdGuide.Open(_folder.Path, _time);

    public void Dispose()
    {
        _made.ForEach(made => made.Dispose());
        _guide.Dispose();
        _providers.Dispose();
        _server.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("\"one\"", null)]
    [InlineData("W/\"weak\"", null)]
    [InlineData(null, "Tue, 03 Mar 2026 10:00:00 GMT")]
    public async Task What_has_not_changed_is_not_fetched_and_not_imported_again(string? etag, string? lastModified)
    {
        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("Old")) with { ETag = etag, LastModified = lastModified };
        var refresher = Refresher($"http://{_server.Authority}/guide.xml");
        Assert.Empty(await RefreshAsync(refresher));
        var stored = Stored();

        Assert.Empty(await RefreshAsync(refresher));
        Assert.Equal(["200 /guide.xml", "304 /guide.xml"], _server.Requests);
        Assert.Equal(stored, Stored());

        // After a restart it is still known.
        using var reopened = HouseholdGuide.Open(_folder.Path, _time);
        Assert.Empty(await RefreshAsync(Refresher(reopened, $"http://{_server.Authority}/guide.xml")));
        Assert.Equal(stored, Stored());

        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("New")) with { ETag = "\"two\"" };
        Assert.Empty(await RefreshAsync(refresher));
        Assert.Equal("New", Title);
    }

    [Fact]
    public async Task Another_address_at_the_same_host_is_not_asked_for_the_first_ones_version()
    {
        _server["/a.xml"] = GuideAnswer.Xmltv(Xml("A")) with { LastModified = "Tue, 03 Mar 2026 10:00:00 GMT" };
        _server["/b.xml"] = GuideAnswer.Xmltv(Xml("B")) with { LastModified = "Tue, 03 Mar 2026 10:00:00 GMT" };
        await RefreshAsync(Refresher($"http://{_server.Authority}/a.xml"));

        await RefreshAsync(Refresher($"http://{_server.Authority}/b.xml"));

        Assert.Equal("B", Title);
    }

    [Theory]
    [InlineData("/guide.xml", "")]
    [InlineData("/guide.xml.gz", "")]
    [InlineData("/guide.xml", "Content-Encoding: gzip")]
    [InlineData("/guide.xml.gz", "Content-Encoding: x-gzip")]
    [InlineData("/guide", "Transfer-Encoding: gzip, chunked")]
    [InlineData("/guide", "Transfer-Encoding: chunked")]
    public async Task Gzip_is_unpacked_whatever_it_is_called(string path, string header)
    {
        _server[path] = new GuideAnswer(GuideAnswer.Gzip(GuideAnswer.Xmltv(Xml("Packed")).Body))
        {
            Headers = header.Length > 0 ? [header] : [],
            Chunked = header.Contains("chunked", StringComparison.Ordinal),
        };

        Assert.Empty(await RefreshAsync(Refresher($"http://{_server.Authority}{path}")));

        Assert.Equal("Packed", Title);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.download"));
    }

    [Theory]
    [InlineData("http://{0}/xmltv/channels")]
    [InlineData("tvheadend://{0}")]
    public async Task A_server_that_asks_is_told_name_and_password_and_nobody_else(string address)
    {
        _server["/xmltv/channels"] = GuideAnswer.Xmltv(Xml("Mine")) with { Login = "anna:s:cret/ü" };
        var wrong = string.Format(CultureInfo.InvariantCulture, address, _server.Authority);
        var right = wrong.Replace("//", $"//anna:{Uri.EscapeDataString("s:cret/ü")}@", StringComparison.Ordinal);

        Assert.Contains("HTTP 401", Assert.Single(await RefreshAsync(Refresher(wrong))), StringComparison.Ordinal);
        Assert.Empty(await RefreshAsync(Refresher(right)));
        Assert.Equal("Mine", Title);

        _server["/xmltv/channels"] = GuideAnswer.Xmltv("") with { Status = "500 Oh", Login = "anna:s:cret/ü" };
        var error = Assert.Single(await RefreshAsync(Refresher(right)));
        Assert.StartsWith($"http://{_server.Authority}: It answers HTTP 500", error, StringComparison.Ordinal);
        Assert.DoesNotContain("cret", error + string.Join('\n', _problems.Current), StringComparison.Ordinal);
        Assert.DoesNotContain("anna", error + string.Join('\n', _problems.Current), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 Not Found", "", null)]
    [InlineData("200 OK", "<!DOCTYPE html><html><body>Sign in</body></html>", null)]
    [InlineData("200 OK", "<tv><programme start=\"20260303200000\" channel=\"a\"><title>Half", null)]
    [InlineData("200 OK", "", null)]
    [InlineData("200 OK", "<tv><programme start=\"20260303200000\" channel=\"a\"><title>Whole</title></programme></tv>", 60)]
    public async Task A_bad_download_keeps_the_old_guide_and_is_told(string status, string body, int? cutAfter)
    {
        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("Old"));
        var refresher = Refresher($"http://{_server.Authority}/guide.xml");
        await RefreshAsync(refresher);
        var stored = Stored();

        _server["/guide.xml"] = GuideAnswer.Xmltv(body) with { Status = status, CutAfter = cutAfter };
        var error = Assert.Single(await RefreshAsync(refresher));

        Assert.Equal("Old", Title);
        Assert.Equal(stored, Stored());
        Assert.Equal(error, Assert.Single(_problems.Current));
        Assert.StartsWith($"http://{_server.Authority}", error, StringComparison.Ordinal);

        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("Well again"));
        Assert.Empty(await RefreshAsync(refresher));
        Assert.Empty(_problems.Current);
        Assert.Equal("Well again", Title);
    }

    [Fact]
    public async Task One_bad_guide_of_several_keeps_its_own_part()
    {
        _server["/a.xml"] = GuideAnswer.Xmltv(Xml("A")) with { ETag = "\"a\"" };
        _server["/b.xml"] = GuideAnswer.Xmltv(Xml("B", "b"));
        var refresher = Refresher($"http://{_server.Authority}/a.xml", $"http://{_server.Authority}/b.xml");
        Assert.Empty(await RefreshAsync(refresher));

        _server["/b.xml"] = GuideAnswer.Xmltv("") with { Status = "503 Busy" };
        Assert.Single(await RefreshAsync(refresher));
        Assert.Equal(("A", "B"), (Title, _guide.On("b", Now)?.Title));

        _server["/a.xml"] = GuideAnswer.Xmltv(Xml("New A"));
        Assert.Single(await RefreshAsync(refresher));
        Assert.Equal(("New A", "B"), (Title, _guide.On("b", Now)?.Title));
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("Large")) with { Chunked = true, Headers = ["Transfer-Encoding: chunked"] };
        using var download = new GuideDownload(_folder.Path, TimeProvider.System, mostBytes: 100);

        var input = await download.GetAsync("x", Providers.GuideAt($"http://{_server.Authority}/guide.xml"), null, TestContext.Current.CancellationToken);

        Assert.Contains("larger than", input.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_given_up()
    {
        using var silent = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        using var download = new GuideDownload(_folder.Path, _time);
        var asked = download.GetAsync("x", Providers.GuideAt($"http://{silent.LocalEndpoint}/guide.xml"), null, TestContext.Current.CancellationToken);
        using var connection = await silent.AcceptTcpClientAsync(TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("It did not answer in time.", (await asked).Error!.Message);
    }

    [Fact]
    public async Task A_file_is_imported_again_when_it_has_changed()
    {
        var path = _folder.File("guide.xml");
        await File.WriteAllTextAsync(path, Xml("Old"), TestContext.Current.CancellationToken);
        var refresher = Refresher(path);
        Assert.Empty(await RefreshAsync(refresher));
        var stored = Stored();
        Assert.Empty(await RefreshAsync(refresher));
        Assert.Equal(stored, Stored());

        await File.WriteAllTextAsync(path, Xml("Newer one"), TestContext.Current.CancellationToken);
        Assert.Empty(await RefreshAsync(refresher));
        Assert.Equal("Newer one", Title);

        File.Delete(path);
        Assert.Equal($"{path}: There is no such file. What was there before is kept.", Assert.Single(await RefreshAsync(refresher)));
        Assert.Equal("Newer one", Title);
    }

    [Fact]
    public async Task A_guide_whose_times_are_wrong_is_shifted_from_the_next_refresh_on_though_it_has_not_changed()
    {
        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("Show")) with { ETag = "\"one\"" };
        var address = $"http://{_server.Authority}/guide.xml";
        Assert.Empty(await RefreshAsync(Refresher(address)));
        Assert.Equal(Now, Start);

        var shifted = Refresher($"{address}|shift=-45min");
        Assert.Empty(await RefreshAsync(shifted));
        Assert.Equal(Now.AddMinutes(-45), Start);

        // What is unchanged then stays shifted, and is not shifted once more.
        Assert.Empty(await RefreshAsync(shifted));
        Assert.Equal(["200 /guide.xml", "200 /guide.xml", "304 /guide.xml"], _server.Requests);
        Assert.Equal(Now.AddMinutes(-45), Start);
    }

    [Fact]
    public async Task The_guide_that_a_lineup_names_is_fetched_where_the_settings_name_none()
    {
        _server["/list.m3u"] = GuideAnswer.Xmltv($"#EXTM3U x-tvg-url=\"http://{_server.Authority}/named.xml\"\n#EXTINF:-1 tvg-id=\"a\",Channel A\nhttp://h/a\n");
        _server["/named.xml"] = GuideAnswer.Xmltv(Xml("Named")) with { ETag = "\"1\"" };
        _server["/own.xml"] = GuideAnswer.Xmltv(Xml("Own"));
        var lineup = $"http://{_server.Authority}/list.m3u";

        var refresher = Refresher(_guide, lineup, []);
        Assert.Empty(await RefreshAsync(refresher));
        Assert.Equal(("Named", "Channel A"), (Title, _guide.FindChannel("a")?.Name));

        // A lineup that is broken this time has named it before.
        _server["/list.m3u"] = GuideAnswer.Xmltv("<html>") with { Status = "200 OK" };
        Assert.Single(await RefreshAsync(refresher));
        Assert.Equal(2, _server.Requests.Count(request => request.EndsWith("/named.xml", StringComparison.Ordinal)));

        await RefreshAsync(Refresher(_guide, lineup, [$"http://{_server.Authority}/own.xml"]));
        Assert.Equal("Own", Title);
    }

    [Fact]
    public async Task A_guide_in_the_past_is_told_and_one_that_ends_soon_is_fetched_sooner()
    {
        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("Show"));
        var refresher = Refresher($"http://{_server.Authority}/guide.xml");
        Assert.Empty(await RefreshAsync(refresher));
        Assert.Equal(TimeSpan.FromHours(1), refresher.Pause(failures: 0));
        Assert.Empty(_problems.Current);

        _time.Advance(TimeSpan.FromHours(3));
        Assert.Empty(await RefreshAsync(refresher));
        Assert.Equal("The guide ended on Tuesday, 3 March 2026 at 21:00: it tells nothing of now.", Assert.Single(_problems.Current));

        _server["/guide.xml"] = GuideAnswer.Xmltv(Xml("Show", start: "20260303220000", stop: "20260307220000"));
        Assert.Empty(await RefreshAsync(refresher));
        Assert.Empty(_problems.Current);
        Assert.Equal(TimeSpan.FromHours(12), refresher.Pause(failures: 0));
    }

    [Fact]
    public void After_failures_the_next_try_comes_later_each_time()
    {
        var refresher = Refresher();

        Assert.Equal([2, 4, 8, 16, 32, 60, 60], Enumerable.Range(1, 7).Select(failures => (int)refresher.Pause(failures).TotalMinutes));
        Assert.Equal(60, refresher.Pause(failures: 1_000).TotalMinutes);
    }

    private DateTimeOffset? Start => _guide.On("a", Now)?.Start;

    /// <summary>The service's own loop, by its clock: on schedule, sooner after a failure, and again after that.</summary>
    [Fact]
    public async Task A_guide_is_fetched_again_and_again_also_after_one_that_failed()
    {
        var refresher = Refresher($"http://{_server.Authority}/guide.xml");
        foreach (var title in (string?[])["First", "Second", null, "Third"])
        {
            var asked = _server.Requests.Count;
            _server["/guide.xml"] = title is null ? GuideAnswer.Xmltv("<tv><programme") : GuideAnswer.Xmltv(Xml(title, stop: "20260306200000"));
            if (title == "First")
            {
                await refresher.StartAsync(TestContext.Current.CancellationToken);
            }

            // It may not wait yet when the clock goes on: then the clock goes on once more.
            await Eventually.TrueAsync(
                () =>
                {
                    _time.Advance(TimeSpan.FromHours(1));
                    return _server.Requests.Count > asked && (title is null ? _problems.Current.Count > 0 : Title == title);
                },
                $"{title ?? "the broken one"} is fetched");
        }

        Assert.Empty(_problems.Current);
        await refresher.StopAsync(TestContext.Current.CancellationToken);
    }

    private string? Title => _guide.On("a", Now)?.Title;

    private static string Xml(string title, string channel = "a", string start = "20260303200000", string stop = "20260303210000") =>
        $"<tv><programme start=\"{start}\" stop=\"{stop}\" channel=\"{channel}\"><title>{title}</title></programme></tv>";

    private (DateTime, long) Stored() => (File.GetLastWriteTimeUtc(_folder.File("guide.db")), new FileInfo(_folder.File("guide.db")).Length);

    private LineupRefresher Refresher(params string[] guides) => Refresher(_guide, guides);

    private LineupRefresher Refresher(HouseholdGuide guide, params string[] guides) => Refresher(guide, null, guides);

    private LineupRefresher Refresher(HouseholdGuide guide, string? lineup, string[] guides)
    {
        var settings = TestSettings.Make() with { Lineup = lineup is null ? [] : [Providers.Place(lineup)], Guide = [.. guides.Select(Providers.GuideAt)], Refresh = TimeSpan.FromHours(12) };
        var download = new GuideDownload(_folder.Path, TimeProvider.System);
        var refresher = new LineupRefresher(
            new Household(guide, settings, _time), _providers.Fetcher([.. settings.Lineup.Select(place => place.Text)]), new GuideFetcher(guide, download), settings,
            _problems, _time, NullLogger<LineupRefresher>.Instance);
        _made.AddRange([refresher, download]);
        return refresher;
    }

    private static Task<IReadOnlyList<string>> RefreshAsync(LineupRefresher refresher) => refresher.RefreshAsync(TestContext.Current.CancellationToken);
}
