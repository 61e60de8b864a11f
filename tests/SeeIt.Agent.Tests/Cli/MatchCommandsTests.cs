using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Cli;
using SeeIt.Guide;

namespace SeeIt.Agent.Tests.Cli;

public sealed class MatchCommandsTests : IDisposable
{
    private const string Xmltv =
        """
        <tv><channel id="one"><display-name>Channel One</display-name></channel>
        <programme channel="one" start="20260303200000 +0000" stop="20260303210000 +0000"><title>Harbour Lights</title>
        <sub-title>The Wreck</sub-title></programme>
        <programme channel="one" start="20260304200000 +0000" stop="20260304210000 +0000"><title>The Night Garden</title></programme></tv>
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("seeit-match-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 3, 20, 10, 0, TimeSpan.Zero));
    private readonly HouseholdGuide _guide;

    public MatchCommandsTests()
    {
        _guide = HouseholdGuide.Open(_folder, _time);
        _guide.Import([], [new NamedStream("guide.xml", new MemoryStream(Encoding.UTF8.GetBytes(Xmltv)))], TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _guide.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Each_post_has_a_line_with_just_the_members_that_were_promised()
    {
        var (exitCode, lines, errors) = Run("""{"text":"watching #HarbourLights","at":"2026-03-03T20:30:00Z","zone":"Europe/London"}""");

        Assert.Equal((0, ""), (exitCode, errors));
        using var line = JsonDocument.Parse(Assert.Single(lines));
        Assert.Equal(["candidates", "none", "oneTap"], line.RootElement.EnumerateObject().Select(member => member.Name));
        var candidate = line.RootElement.GetProperty("candidates")[0];
        Assert.Equal(
            ["title", "episode", "channel", "channelId", "start", "stop", "probability", "reasons"],
            candidate.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Harbour Lights", candidate.GetProperty("title").GetString());
        Assert.Equal("The Wreck", candidate.GetProperty("episode").GetString());
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 20, 0, 0, TimeSpan.Zero), candidate.GetProperty("start").GetDateTimeOffset());
        Assert.True(line.RootElement.GetProperty("oneTap").GetBoolean());
    }

    [Fact]
    public void Line_that_cannot_be_read_keeps_its_place()
    {
        var (exitCode, lines, errors) = Run(
            """{"text":"watching #HarbourLights"}""",
            "no json",
            "",
            "null",
            """{"at":"2026-03-03T20:30:00Z"}""",
            """{"text":5}""",
            """{"text":"x","at":"soon"}""",
            """{"text":"x","zone":"Nowhere/Land"}""",
            """{"text":"nothing to see"}""");

        Assert.Equal(1, exitCode);
        Assert.Equal(9, lines.Length);
        Assert.Contains("\"oneTap\":true", lines[0], StringComparison.Ordinal);
        for (var index = 1; index <= 7; index++)
        {
            Assert.StartsWith($"{{\"error\":\"line {index + 1}: ", lines[index], StringComparison.Ordinal);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"line {index + 1}: "), errors, StringComparison.Ordinal);
        }

        Assert.Equal("""{"candidates":[],"none":1,"oneTap":false}""", lines[8]);
    }

    [Fact]
    public void What_is_on_is_told_for_the_posts_own_time()
    {
        var (_, lines, _) = Run(
            """{"text":"#NightGarden right now","at":"2026-03-04T20:30:00+00:00"}""",
            """{"text":"#NightGarden at 9pm","at":"2026-03-04T20:30","zone":"Europe/Berlin"}""",
            """{"text":"so good","parent":"watching #NightGarden","at":"2026-03-04T20:30:00Z"}""");

        Assert.All(lines, line => Assert.Contains("The Night Garden", line, StringComparison.Ordinal));
        Assert.Contains("it is on now", lines[0], StringComparison.Ordinal);
        Assert.Contains("9pm", lines[1], StringComparison.Ordinal);
    }

    private (int ExitCode, string[] Lines, string Errors) Run(params string[] posts)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = MatchCommands.Each(_guide, _time, new StringReader(string.Join('\n', posts)), output, errors);
        return (exitCode, output.ToString().TrimEnd('\n').Split('\n'), errors.ToString());
    }
}
