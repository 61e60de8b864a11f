using System.Text.Json;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Cli;

/// <summary><c>seeit-agent match</c>, the real program: without a hub and without a running service.</summary>
public sealed class MatchProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string State => _folder.File("state");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-03T18:00", "2026-03-03T20:00:00Z")]
    [InlineData("America/New_York", "2026-03-03T18:00", "2026-03-04T02:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-03T23:00:00Z", "2026-03-04T02:00:00Z")]
    public async Task A_post_is_matched_at_its_time_and_in_its_zone_and_the_reasons_are_told(string zone, string at, string start)
    {
        await ImportAsync();
        var (exitCode, output) = await RunAsync("match", "Harbour Lights at 9pm", "--at", at, "--zone", zone);

        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        var first = json.RootElement.GetProperty("candidates")[0];
        Assert.Equal(("Harbour Lights", DateTimeOffset.Parse(start, null)), (first.GetProperty("title").GetString(), first.GetProperty("start").GetDateTimeOffset()));
        Assert.NotEqual(0, first.GetProperty("reasons").GetArrayLength());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_of_posts_has_a_line_for_each_and_1_for_one_that_cannot_be_read(bool byStandardInput)
    {
        await ImportAsync();
        var posts = _folder.File("posts.jsonl");
        await File.WriteAllTextAsync(posts, """
            {"text":"watching #HarbourLights","at":"2026-03-03T20:30:00Z","zone":"Europe/London"}
            no json
            {"text":"what a lovely day","at":"2026-03-03T20:30:00Z"}

            """, TestContext.Current.CancellationToken);

        var (exitCode, output) = byStandardInput
            ? await TestProcess.RunAsync("sh", ["-c", "exec \"$0\" match --posts - --state \"$1\" <\"$2\"", Repository.Agent, State, posts])
            : await RunAsync("match", "--posts", posts);

        Assert.Equal(1, exitCode);
        var lines = output.Split('\n').Where(line => line.StartsWith('{')).ToList();
        Assert.Equal(3, lines.Count);
        Assert.Contains("\"oneTap\":true", lines[0], StringComparison.Ordinal);
        Assert.Contains("line 2", lines[1], StringComparison.Ordinal);
        Assert.Contains("\"oneTap\":false", lines[2], StringComparison.Ordinal);
        Assert.Contains("seeit-agent: line 2: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channels_and_guide_that_were_imported_apart_are_matched_together()
    {
        var lineup = _folder.File("tv.m3u");
        await File.WriteAllTextAsync(lineup, "#EXTM3U\n#EXTINF:-1 tvg-id=\"one\",First Channel\nhttp://localhost/1\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("channels", "import", lineup)).ExitCode);
        await ImportAsync();
        var (exitCode, output) = await RunAsync("match", "watching Harbour Lights", "--at", "2026-03-03T20:30:00Z");
        Assert.Equal(0, exitCode);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("First Channel", json.RootElement.GetProperty("candidates")[0].GetProperty("channel").GetString());
        Assert.True(json.RootElement.GetProperty("oneTap").GetBoolean());
    }

    [Fact]
    public async Task Without_a_guide_it_says_how_to_get_one()
    {
        var (exitCode, output) = await RunAsync("match", "watching Harbour Lights");
        Assert.Equal(2, exitCode);
        Assert.Contains("import one with 'seeit-agent guide import'", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--at", "soon")]
    [InlineData("--zone", "Nowhere/Land")]
    public async Task A_time_or_zone_that_is_none_is_said(string option, string value)
    {
        await ImportAsync();
        var (exitCode, output) = await RunAsync("match", "watching Harbour Lights", option, value);
        Assert.Equal(2, exitCode);
        Assert.Contains(value, output, StringComparison.Ordinal);
    }

    private async Task ImportAsync()
    {
        var guide = _folder.File("guide.xml");
        await File.WriteAllTextAsync(guide, """
            <tv><channel id="one"><display-name>Channel One</display-name></channel>
            <programme channel="one" start="20260303200000 +0000" stop="20260303210000 +0000"><title>Harbour Lights</title></programme>
            <programme channel="one" start="20260304020000 +0000" stop="20260304030000 +0000"><title>Harbour Lights</title></programme></tv>
            """, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await RunAsync("guide", "import", guide)).ExitCode);
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => TestProcess.RunAsync(Repository.Agent, [.. arguments, "--state", State]);
}
