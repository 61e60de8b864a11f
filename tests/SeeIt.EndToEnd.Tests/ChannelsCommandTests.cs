using System.Net;
using System.Text.Json;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary><c>seeit-agent channels</c>, without a hub; and, but where it says so, without a running service.</summary>
public sealed class ChannelsCommandTests : IDisposable
{
    private const string Atsc = """[{"GuideNumber":"5.1","GuideName":"WRAL-HD","VideoCodec":"MPEG2","HD":1,"URL":"{base}/auto/v5.1"},{"GuideNumber":"9.1","GuideName":"Film","DRM":1,"URL":"{base}/auto/v9.1"}]""";

    private readonly TemporaryFolder _folder = new();

    private string State => _folder.File("state");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Import_takes_M3U_and_channels_conf_and_tells_what_it_left_out_and_why()
    {
        var m3u = Write("tv.m3u", "#EXTM3U x-tvg-url=\"http://guide/x.xml\"\n#EXTINF:-1 tvg-id=\"wral.us\" tvg-chno=\"5\",WRAL\nhttp://anna:secret@h/1\n#EXTINF:-1,Lost\n#EXTINF:-1,WNCN\nhttp://h/2\n");
        var conf = Write("channels.conf", "WRAL:707000000:8VSB:33:36\nOne:719000000:8VSB:49:52\nTwo:719000000:8VSB:50:53\n");

        var (code, output) = await RunAsync("channels", "import", m3u, conf);
        Assert.Equal(0, code);
        Assert.Contains($"{m3u}: 2 channels, 2 sources taken.", output, StringComparison.Ordinal);
        Assert.Contains("It names a guide, for the setting Guide: http://guide/x.xml", output, StringComparison.Ordinal);
        Assert.Contains($"{conf}: 0 channels, 1 sources taken.", output, StringComparison.Ordinal);
        Assert.Contains("2 left out: It has no programme number, and shares its frequency with others", output, StringComparison.Ordinal);

        var imported = await JsonAsync("channels", "import", m3u, conf, "--json");
        Assert.True(imported.GetProperty("installed").GetBoolean());
        Assert.Equal(2, imported.GetProperty("inputs")[1].GetProperty("leftOut")[0].GetProperty("count").GetInt32());
        Assert.Equal(2, imported.GetProperty("inputs")[1].GetProperty("leftOut")[0].GetProperty("first").GetProperty("line").GetInt32());

        var channels = await JsonAsync("channels", "list", "--json");
        Assert.Equal(["wral.us", "wncn"], channels.EnumerateArray().Select(channel => channel.GetProperty("id").GetString()));
        Assert.Equal(
            ["http://h", "atsc:///frequency=707000000:modulation=8VSB"],
            channels[0].GetProperty("sources").EnumerateArray().Select(source => source.GetProperty("address").GetString()));
        Assert.DoesNotContain("secret", channels.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_place_or_not_there_is_refused_before_anything_is_changed()
    {
        await RunAsync("channels", "import", Write("tv.m3u", "#EXTM3U\n#EXTINF:-1,One\nhttp://h/1\n"));
        Assert.Equal((2, "seeit-agent: There is no file 'nowhere.m3u'."), await RunAsync("channels", "import", "nowhere.m3u"));
        var (code, output) = await RunAsync("channels", "import", "hdhomrun:");
        Assert.Equal(2, code);
        Assert.EndsWith("Did you mean 'hdhomerun'?", output, StringComparison.Ordinal);

        (code, output) = await RunAsync("channels", "import", Write("page.m3u", "<!doctype html><title>Sign in</title>"));
        Assert.Equal(1, code);
        Assert.Contains("it is an HTML page", output, StringComparison.Ordinal);
        Assert.Contains("One", (await RunAsync("channels", "list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_lineup_of_the_real_data_is_taken()
    {
        string[] files = [.. Directory.GetFiles(Repository.SharedData("m3u")), .. Directory.GetFiles(Repository.SharedData("channels-conf"))];
        var (code, output) = await RunAsync(["channels", "import", .. files]);
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Scan_finds_tuners_and_servers_and_adds_their_channels_for_good()
    {
        await using var device = new HdHomeRunServer(IPAddress.Parse("127.0.3.1")) { DeviceId = 0x1052AA11, Lineup = Atsc };
        await using var server = new SatIpAnnouncer(IPAddress.Parse("127.0.3.2")) { Playlist = "#EXTM3U\n#EXTINF:0,1. Das Erste HD\nrtsp://127.0.3.2/?src=1&freq=11494&msys=dvbs2&pids=0\n" };

        var (code, output) = await RunAsync("channels", "scan", "127.0.3.1", "127.0.3.2");
        Assert.Equal(0, code);
        Assert.Contains("HDHomeRun  HDHomeRun 1052AA11 (HDHR4-2US) at 127.0.3.1:", output, StringComparison.Ordinal);
        Assert.Contains(", 2 tuners, 0 in use", output, StringComparison.Ordinal);
        Assert.Contains("SAT>IP     Attic at 127.0.3.2:", output, StringComparison.Ordinal);
        Assert.Contains("hdhomerun://127.0.3.1", output, StringComparison.Ordinal);

        (code, output) = await RunAsync("channels", "scan", "127.0.3.1", "127.0.3.2", "--add");
        Assert.True(code == 0, output);
        Assert.Contains("The household has 2 channels.", output, StringComparison.Ordinal);

        // A refresh takes them too.
        device.Lineup = Atsc.Replace("WRAL-HD", "WRAL-DT", StringComparison.Ordinal);
        (code, output) = await RunAsync("channels", "refresh");
        Assert.True(code == 0, output);
        Assert.Equal(["WRAL-DT", "Das Erste HD"], (await JsonAsync("channels", "list", "--json")).EnumerateArray().Select(channel => channel.GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Test_plays_each_source_and_tells_what_came_of_it()
    {
        var clip = await FaultClips.PlainAsync("garden.demo");
        await using var display = await XvfbDisplay.StartAsync();
        await using var device = new HdHomeRunServer(IPAddress.Parse("127.0.3.3")) { Clip = clip, TunerCount = 1, Lineup = Atsc };
        await using var gone = new FaultySource(clip) { Fault = SourceFault.NotFound };
        await using var busy = new FaultySource(clip) { Fault = SourceFault.NoFreeTuner };
        var m3u = Write("tv.m3u", $"#EXTM3U\n#EXTINF:-1,WRAL\n{gone.Address}\n#EXTINF:-1,Film\n{busy.Address}\n");
        Assert.Equal(0, (await RunAsync("channels", "import", "hdhomerun://127.0.3.3", m3u)).ExitCode);

        var (code, output) = await TestProcess.RunAsync(
            Repository.Agent, ["channels", "test", "--all", "--json", "--state", State, "--set", $"Player:Path={Repository.Player}", "--set", "Player:Arguments:0=--aout", "--set", "Player:Arguments:1=dummy"], display.Environment);
        Assert.True(code == 1, output);
        var results = output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(3, results.Count);
        Assert.Equal((1280, 720, "h264", "mp4a"), (results[0].GetProperty("width").GetInt32(), results[0].GetProperty("height").GetInt32(), results[0].GetProperty("video").GetString(), results[0].GetProperty("audio").GetString()));
        Assert.InRange(results[0].GetProperty("firstPictureMs").GetInt32(), 1, 10_000);
        Assert.InRange(results[0].GetProperty("bitRate").GetInt64(), 100_000, 20_000_000);
        Assert.Equal(["SourceUnreachable", "NoFreeTuner"], results.Skip(1).Select(result => result.GetProperty("failure").GetString()));
        await Eventually.TrueAsync(() => device.TunersInUse == 0, "the tuner is given back");
    }

    [Fact]
    public async Task Test_of_one_channel_plays_each_of_its_sources_for_five_seconds_and_says_so_in_words()
    {
        var clip = await FaultClips.PlainAsync("garden.demo");
        await using var display = await XvfbDisplay.StartAsync();
        await using var good = new FaultySource(clip);
        await using var gone = new FaultySource(clip) { Fault = SourceFault.NotFound };
        await using var other = new FaultySource(clip);
        var m3u = Write("tv.m3u", $"#EXTM3U\n#EXTINF:-1 tvg-chno=\"5\",WRAL\n{good.Address}\n#EXTINF:-1,WRAL\n{gone.Address}\n#EXTINF:-1,Film\n{other.Address}\n");
        Assert.Equal(0, (await RunAsync("channels", "import", m3u)).ExitCode);

        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        var (code, output) = await TestProcess.RunAsync(
            Repository.Agent, ["channels", "test", "5", "--state", State, "--set", $"Player:Path={Repository.Player}", "--set", "Player:Arguments:0=--aout", "--set", "Player:Arguments:1=dummy"], display.Environment);

        Assert.True(code == 1, output);
        Assert.Matches(@"(?m)^WRAL at \S+: first picture after \d+ ms, 1280x720 h264, mp4a, \d+\.\d Mbit/s$", output);
        Assert.Matches(@"(?m)^WRAL at \S+: SourceUnreachable: ", output);
        Assert.DoesNotContain("Film", output, StringComparison.Ordinal);
        Assert.Equal(0, other.Requests);
        Assert.InRange(time.GetElapsedTime(began), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Test_is_refused_while_a_service_has_the_TV()
    {
        var clip = await FaultClips.PlainAsync("garden.demo");
        await using var source = new FaultySource(clip);
        await using var box = await LoneBox.StartAsync([("garden", source.Address)]);

        var (code, output) = await box.RunAgentAsync("channels", "test", "--all");

        Assert.Equal(2, code);
        Assert.StartsWith("seeit-agent: ", output, StringComparison.Ordinal);
        Assert.Equal(0, source.Requests);
        await box.WatchAsync("garden");
    }

    [Fact]
    public async Task A_busy_tuner_yields_to_the_next_source_and_only_without_one_there_is_no_free_tuner()
    {
        var clip = await FaultClips.PlainAsync("garden.demo");
        await using var busy = new FaultySource(clip) { Fault = SourceFault.NoFreeTuner };
        await using var free = new FaultySource(clip);
        await using var box = await LoneBox.StartAsync([("both", busy.Address), ("both", free.Address), ("one", new Uri(busy.Address, "?one"))]);

        await box.WatchAsync("both");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal((1, 1), (busy.Requests, free.Requests));
        var report = await box.SeeItAsync("one");
        Assert.Equal((Progress.Failed, FailureKind.NoFreeTuner), (report.Progress, report.Failure));
    }

    [Fact]
    public async Task A_source_that_failed_is_not_asked_first_the_next_time()
    {
        var clip = await FaultClips.PlainAsync("garden.demo");
        await using var gone = new FaultySource(clip) { Fault = SourceFault.NotFound };
        await using var good = new FaultySource(clip);
        await using var box = await LoneBox.StartAsync([("both", gone.Address), ("both", good.Address)]);

        await box.WatchAsync("both");
        await box.DoAsync(new StopVerb());
        await box.WatchAsync("both");
        Assert.Equal(1, gone.Requests);
    }

    [Fact]
    public async Task A_refresh_on_demand_that_fails_keeps_the_lineup_and_the_status_says_why()
    {
        var clip = await FaultClips.PlainAsync("garden.demo");
        await using var source = new FaultySource(clip);
        await using var box = await LoneBox.StartAsync([("garden", source.Address)]);
        box.WriteLineup("<!doctype html><title>Sign in</title>");

        var (code, output) = await box.RunAgentAsync("channels", "refresh");
        Assert.Equal(1, code);
        Assert.Contains("it is an HTML page", output, StringComparison.Ordinal);
        Assert.Contains("The household has 1 channels.", output, StringComparison.Ordinal);
        var (_, status) = await box.RunAgentAsync("status");
        Assert.Contains("it is an HTML page", status, StringComparison.Ordinal);
        Assert.Contains("What was there before is kept.", status, StringComparison.Ordinal);
        await box.WatchAsync("garden");

        box.WriteLineup($"#EXTM3U\n#EXTINF:-1 tvg-id=\"other\",Other\n{source.Address}\n");
        Assert.Equal(0, (await box.RunAgentAsync("channels", "refresh")).ExitCode);
        Assert.DoesNotContain("Problem", (await box.RunAgentAsync("status")).Output, StringComparison.Ordinal);
        await box.WatchAsync("other");
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => TestProcess.RunAsync(Repository.Agent, [.. arguments, "--state", State]);

    private async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var (code, output) = await RunAsync(arguments);
        Assert.True(code == 0, output);
        return JsonDocument.Parse(output).RootElement;
    }
}
