using System.IO.Compression;
using System.Net;
using System.Text.Json;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Cli;

/// <summary><c>seeit-agent channels</c>, the real program, where nothing is played: without a hub and without a running service.</summary>
public sealed class ChannelCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_tells_number_name_what_is_on_and_how_many_sources()
    {
        await ImportAsync();

        var (exitCode, output) = await RunAsync("channels", "list", "--clock", "2026-03-03T20:10:00Z");

        Assert.Equal(0, exitCode);
        Assert.Matches(@"(?m)^ +7  One +News +2 source\(s\)", output);
        Assert.Matches(@"(?m)^ +Two \+1 +\(no guide\) +1 source\(s\)", output);
    }

    [Fact]
    public async Task List_tells_programs_all_that_the_documentation_names()
    {
        await ImportAsync();

        var (_, output) = await RunAsync("channels", "list", "--json", "--clock", "2026-03-03T20:10:00Z");

        using var json = JsonDocument.Parse(output);
        var one = json.RootElement[0];
        Assert.Equal(("one.uk", "One", "7", "UK", "News"), (Text(one, "id"), Text(one, "name"), Text(one, "number"), Text(one, "group"), Text(one, "onNow")));
        Assert.Equal(["http://h", "http://h"], one.GetProperty("sources").EnumerateArray().Select(source => Text(source, "address")));
        var two = json.RootElement[1];
        Assert.Equal((true, 1, "two.uk"), (two.GetProperty("isRadio").GetBoolean(), two.GetProperty("shiftHours").GetDouble(), Text(two, "guideId")));
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_fails_keeps_what_came_from_there_and_says_so()
    {
        await ImportAsync();
        File.WriteAllText(_folder.File("list.m3u"), "<!doctype html>");

        var (exitCode, output) = await RunAsync("channels", "import", _folder.File("list.m3u"), "--json");

        Assert.Equal(1, exitCode);
        using var json = JsonDocument.Parse(output);
        var input = json.RootElement.GetProperty("inputs")[0];
        Assert.True(input.GetProperty("keptOld").GetBoolean());
        Assert.Contains("HTML", Text(input.GetProperty("error"), "message"), StringComparison.Ordinal);
        Assert.Equal((false, 2), (json.RootElement.GetProperty("installed").GetBoolean(), json.RootElement.GetProperty("channels").GetInt32()));
    }

    [Fact]
    public async Task An_import_of_channels_conf_says_that_DVB_is_untried_and_that_Tvheadend_is_recommended()
    {
        File.WriteAllText(_folder.File("channels.conf"), "WRAL:707000000:8VSB:33:36:3\n");
        File.WriteAllText(_folder.File("list.m3u"), "#EXTM3U\n#EXTINF:-1,One\nhttp://h/1\n");

        var (exitCode, output) = await RunAsync("channels", "import", _folder.File("list.m3u"), _folder.File("channels.conf"));

        Assert.Equal(0, exitCode);
        Assert.Matches(@"(?m)channels\.conf: 1 channels, 1 sources taken\.\r?\n  DVB adapters are untried on hardware, and live only\. Tvheadend on the same machine is recommended instead: .*tvheadend://", output);
        Assert.DoesNotMatch(@"list\.m3u: .*\r?\n  ", output);

        (_, output) = await RunAsync("channels", "import", _folder.File("list.m3u"), _folder.File("channels.conf"), "--json");
        using var json = JsonDocument.Parse(output);
        var inputs = json.RootElement.GetProperty("inputs");
        Assert.False(inputs[0].TryGetProperty("note", out _));
        Assert.StartsWith("DVB adapters are untried", Text(inputs[1], "note"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("list.m3u.gz")]
    [InlineData("list.m3u")]
    [InlineData("lineup")]
    public async Task A_gzipped_list_is_taken_whatever_it_is_called(string name)
    {
        using (var file = File.Create(_folder.File(name)))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        {
            gzip.Write("#EXTM3U\n#EXTINF:-1 tvg-id=\"one\",One\nhttp://h/1\n"u8);
        }

        var (exitCode, output) = await RunAsync("channels", "import", _folder.File(name));

        Assert.Equal(0, exitCode);
        Assert.Contains($"{name}: 1 channels, 1 sources taken.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scan_tells_programs_what_the_lineup_setting_takes()
    {
        await using var device = new HdHomeRunServer(IPAddress.Parse("127.0.5.1")) { DeviceId = 0x1052AA15, TunerCount = 3 };

        var (exitCode, output) = await RunAsync("channels", "scan", "127.0.5.1", "--json");

        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        var found = Assert.Single(json.RootElement.EnumerateArray(), one => Text(one, "place") == "hdhomerun://127.0.5.1");
        Assert.Equal(("HDHomeRun", 3, 0), (Text(found, "kind"), found.GetProperty("tuners").GetInt32(), found.GetProperty("inUse").GetInt32()));
        Assert.StartsWith("127.0.5.1:", Text(found, "address"), StringComparison.Ordinal);

        // Without --add nothing is kept.
        Assert.False(File.Exists(Path.Combine(_folder.File("state"), "lineups")));
    }

    [Fact]
    public async Task Test_needs_a_channel_of_the_lineup_or_all()
    {
        Assert.Equal((2, "seeit-agent: Name a channel, or say --all."), await RunAsync("channels", "test"));
        Assert.Equal((2, "seeit-agent: Name a channel, or say --all."), await RunAsync("channels", "test", "One", "--all"));
        Assert.Equal((2, "seeit-agent: The lineup has no channel: seeit-agent channels import"), await RunAsync("channels", "test", "--all"));

        await ImportAsync();
        Assert.Equal((2, "seeit-agent: The lineup has no channel 'Three'."), await RunAsync("channels", "test", "Three"));
    }

    private async Task ImportAsync()
    {
        File.WriteAllText(_folder.File("list.m3u"), """
            #EXTM3U
            #EXTINF:-1 tvg-id="one.uk" tvg-chno="7" group-title="UK",One
            http://anna:secret@h/1
            #EXTINF:-1 tvg-id="one.uk",One HD
            http://h/2
            #EXTINF:-1 tvg-id="two.uk" tvg-shift="1" radio="true",Two +1
            http://h/3
            """);
        File.WriteAllText(_folder.File("guide.xml"), "<tv><programme start=\"20260303200000\" stop=\"20260303210000\" channel=\"one.uk\"><title>News</title></programme></tv>");
        Assert.Equal(0, (await RunAsync("channels", "import", _folder.File("list.m3u"))).ExitCode);
        Assert.Equal(0, (await RunAsync("guide", "import", _folder.File("guide.xml"))).ExitCode);
    }

    private static string? Text(JsonElement element, string member) => element.GetProperty(member).GetString();

    private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        TestProcess.RunAsync(Repository.Agent, [.. arguments, "--state", _folder.File("state")]);
}
