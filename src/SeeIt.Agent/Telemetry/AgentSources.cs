using System.Diagnostics;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Telemetry;

/// <summary>
/// The spans of a command. Where no telemetry is switched on, nothing is made. No span has a title, a channel, or what a
/// person wrote.
/// </summary>
internal static class AgentSources
{
    public const string AgentName = "SeeIt.Agent";
    public const string PlayerName = "SeeIt.Player";

    private static readonly ActivitySource Agent = new(AgentName);

    /// <summary>What the player tells of itself: it reaches no network.</summary>
    private static readonly ActivitySource Player = new(PlayerName);

    /// <summary>A command, from its coming to its outcome; the hub's sending is its parent.</summary>
    public static Activity? Command(Command command, string verb)
    {
        _ = ActivityContext.TryParse(command.Trace, null, isRemote: true, out var sent);
        return Agent.StartActivity($"command {verb}", ActivityKind.Consumer, sent)?.SetTag("seeit.verb", verb).SetTag("seeit.command.id", command.Id);
    }

    /// <summary>A step of the command that runs; null where none is kept.</summary>
    public static Activity? Step(string name) => Activity.Current?.Source == Agent ? Agent.StartActivity(name) : null;

    /// <summary>The outcome on its way to the hub.</summary>
    public static Activity? Report(ActivityContext command, Progress progress) => command == default
        ? null
        : Agent.StartActivity("report", ActivityKind.Producer, command)?.SetTag("seeit.progress", progress.ToString());

    /// <summary>A step of the player's, between two times.</summary>
    public static void PlayerStep(ActivityContext asked, string name, DateTimeOffset began, DateTimeOffset ended)
    {
        using var span = Player.StartActivity($"player {name}", ActivityKind.Internal, asked, startTime: began);
        span?.SetEndTime(ended.UtcDateTime);
    }

    /// <summary>The span that runs, as a traceparent; null where none is kept.</summary>
    public static string? Traceparent(this Activity? span) => span is { Recorded: true } ? span.Id : null;

    /// <summary>It went wrong, by a kind of failure.</summary>
    public static void Fails(this Activity span, string kind) => span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", kind);
}
