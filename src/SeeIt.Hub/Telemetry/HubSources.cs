using System.Diagnostics;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Telemetry;

/// <summary>
/// The spans of what is asked of the hub. Where no telemetry is switched on, nothing is made. No span has a title, an address of
/// a page, or what a person wrote.
/// </summary>
internal static class HubSources
{
    public const string Name = "SeeIt.Hub";

    private static readonly ActivitySource Hub = new(Name);

    /// <summary>A request, by its route; what it holds is not told.</summary>
    /// <param name="method">Of HTTP.</param>
    /// <param name="route">The pattern.</param>
    /// <param name="traceparent">What the client says of itself.</param>
    public static Activity? Request(string method, string route, string? traceparent)
    {
        // The web server makes one of its own for its log, which nobody keeps.
        Activity.Current = null;
        _ = ActivityContext.TryParse(traceparent, null, isRemote: true, out var asked);
        return Hub.StartActivity($"{method} {route}", ActivityKind.Server, asked)?.SetTag("http.request.method", method).SetTag("http.route", route);
    }

    /// <summary>A step of the request that runs; null where none is kept.</summary>
    public static Activity? Step(string name) => Activity.Current?.Source == Hub ? Hub.StartActivity(name) : null;

    /// <summary>A command goes to its box.</summary>
    /// <param name="asked">Traceparent of the request that asked for it; null where none was kept.</param>
    public static Activity? Send(string? asked) => Of(asked, "send", ActivityKind.Producer);

    /// <summary>A box tells of a command.</summary>
    public static Activity? Report(CommandReport report) => Of(report.Trace, "report", ActivityKind.Consumer)?.SetTag("seeit.progress", report.Progress.ToString());

    /// <summary>The span that runs, as a traceparent; null where none is kept.</summary>
    public static string? Traceparent(this Activity? span) => span is { Recorded: true } ? span.Id : null;

    private static Activity? Of(string? traceparent, string name, ActivityKind kind) =>
        ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent) ? Hub.StartActivity(name, kind, parent) : null;
}
