using System.Text.RegularExpressions;
using SeeIt.TestKit;

namespace SeeIt.Architecture.Tests;

/// <summary>Log messages are structured, have a number of their own, and tell nobody what is watched.</summary>
public sealed partial class LogTests
{
    /// <summary>Which projects are one process.</summary>
    private static readonly Dictionary<string, string[]> Processes = new()
    {
        ["seeit-agent"] = ["SeeIt.Agent", "SeeIt.Discovery", "SeeIt.Guide", "SeeIt.Relay", "SeeIt.Contracts"],
        ["seeit-hub"] = ["SeeIt.Hub", "SeeIt.Contracts"],
        ["seeit-player"] = ["SeeIt.Player", "SeeIt.LibVlc", "SeeIt.Contracts"],
    };

    /// <summary>What stands for a title, a channel, a source with its channel's name, or words that may hold one.</summary>
    private static readonly string[] Private = ["Title", "Show", "Episode", "Channel", "Source", "Post", "Text", "Detail", "Failure", "Words", "Query", "Password", "Token", "Code", "Email", "Secret"];

    public static TheoryData<string> Names => [.. Processes.Keys];

    private static IEnumerable<(string File, Match Message)> MessagesOf(string process) =>
        from project in Project.All
        where Processes[process].Contains(project.Name)
        from file in project.Files(".cs", ".razor")
        from message in Message().Matches(File.ReadAllText(file))
        select (Path.GetRelativePath(Repository.Root, file), message);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_message_has_an_event_id_of_its_own(string process)
    {
        var messages = MessagesOf(process).ToList();
        Assert.Empty(messages.Where(message => !message.Message.Groups["id"].Success).Select(message => $"{message.File}: {message.Message.Value}"));
        Assert.Empty(messages.GroupBy(message => message.Message.Groups["id"].Value)
            .Where(same => same.Count() > 1)
            .Select(same => $"{same.Key}: {string.Join(", ", same.Select(message => message.File))}"));
        Assert.True(process == "seeit-player" || messages.Count > 10, $"{messages.Count} messages of {process} were found.");
    }

    /// <summary>Such a call has no event id, and its text is put together whether or not anybody reads it.</summary>
    [Fact]
    public void Nobody_logs_but_by_generated_methods() => Assert.Empty(
        from project in Project.All
        from file in project.Files(".cs", ".razor")
        from call in Call().Matches(File.ReadAllText(file))
        select $"{Path.GetRelativePath(Repository.Root, file)}: {call.Value}");

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_watched_is_named_at_debug_only(string process) => Assert.Empty(
        from message in MessagesOf(process)
        where message.Message.Groups["level"].Value is not ("Debug" or "Trace")
        from hole in Hole().Matches(message.Message.Groups["text"].Value)
        where Private.Contains(hole.Groups["name"].Value) && !IsKnown(message.Message.Groups["id"].Value)
        select $"{message.File}: {message.Message.Value}");

    /// <summary>Of the relay: the address's host, and why it is not opened. Of the hub: the host of a link, and a kind of failure.</summary>
    private static bool IsKnown(string id) => id is "802" or "804" or "501";

    [GeneratedRegex("""\[LoggerMessage\((?:(?<id>\d+), )?(?:EventId = \d+, )?(?:Level = )?LogLevel\.(?<level>\w+), (?:Message = )?"(?<text>(?:[^"\\]|\\.)*)"\)\]""")]
    private static partial Regex Message();

    [GeneratedRegex(@"\b\w*[lL]og(?:ger)?\.Log(?:Trace|Debug|Information|Warning|Error|Critical)?\(")]
    private static partial Regex Call();

    [GeneratedRegex(@"\{(?<name>\w+)")]
    private static partial Regex Hole();
}
