using System.Text;
using System.Text.Json;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Guide;

namespace SeeIt.Agent.Cli;

/// <summary><c>match</c>: which airings posts mean. It needs neither a hub nor a running service, and runs beside one.</summary>
internal static class MatchCommands
{
    /// <param name="result">The settings.</param>
    /// <param name="posts">A file of posts, one a line, or "-"; null: <paramref name="post"/>.</param>
    /// <param name="post">What the command line gives.</param>
    public static Task<int> RunAsync(SettingsResult result, string? posts, MatchPost post) =>
        HouseholdFile.WithAsync(result, (guide, settings, clock) => Task.FromResult(Run(guide, settings, clock, posts, post)));

    private static int Run(HouseholdGuide guide, AgentSettings settings, TimeProvider clock, string? posts, MatchPost post)
    {
        if ((posts is null) == (post.Text is null))
        {
            return Complaint.Say("match needs either a post or --posts with a file.");
        }

        if (guide.Channels.Count == 0)
        {
            return Complaint.Say(guide.OpenProblem?.ToString() ?? $"There is no guide in {settings.StateFolder}: import one with 'seeit-agent guide import'.");
        }

        if (posts is null)
        {
            return One(guide, new Household(guide, settings, clock), clock, post);
        }

        using var input = posts == "-" ? Console.OpenStandardInput() : File.OpenRead(posts);
        using var lines = new StreamReader(input, Encoding.UTF8);
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 1 << 16);
        return Each(guide, clock, lines, output, Console.Error);
    }

    /// <summary>One line out for each line in, in order, also for a line that cannot be read.</summary>
    /// <returns>1 when a line could not be read.</returns>
    internal static int Each(HouseholdGuide guide, TimeProvider clock, TextReader lines, TextWriter output, TextWriter errors)
    {
        var exitCode = 0;
        for (var number = 1; lines.ReadLine() is { } line; number++)
        {
            if (Read(line, clock.LocalTimeZone, out var wrong) is { } post)
            {
                output.Write(Json(Match(guide, clock, post), MatchJson.Line));
            }
            else
            {
                exitCode = 1;
                errors.WriteLine($"seeit-agent: line {number}: {wrong}.");
                output.Write(JsonSerializer.Serialize(new MatchError($"line {number}: {wrong}"), MatchJson.Line.MatchError));
            }

            output.Write('\n');
        }

        output.Flush();
        return exitCode;
    }

    private static int One(HouseholdGuide guide, Household household, TimeProvider clock, MatchPost given)
    {
        if (given.Read(clock.LocalTimeZone, out var wrong) is not { } post)
        {
            return Complaint.Say($"{wrong}.");
        }

        Console.WriteLine(Json(Match(guide, clock, post), MatchJson.Indented));
        GuideCommands.SayStale(household, post.At);
        return 0;
    }

    private static PostText? Read(string line, TimeZoneInfo home, out string? wrong)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, MatchJson.Default.MatchPost) is { } post)
            {
                return post.Read(home, out wrong);
            }

            wrong = "it is null";
        }
        catch (JsonException exception)
        {
            wrong = exception.Path is { Length: > 1 } path ? $"its {path[2..]} is not a string" : "it is not a JSON object";
        }

        return null;
    }

    /// <summary>What is on is told for the moment at which the post was written.</summary>
    private static MatchResult Match(HouseholdGuide guide, TimeProvider clock, PostText post) => guide.Match(post, post.At ?? clock.GetUtcNow());

    private static string Json(MatchResult result, MatchJson json) => JsonSerializer.Serialize(MatchLine.Of(result), json.MatchLine);
}
