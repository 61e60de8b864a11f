using SeeIt.Agent.Reporting;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources.Guides;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Guide;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Agent.Sources;

/// <summary>
/// Fetches the lineups and guides of the settings at the start, on schedule and on demand. A bad one keeps what was there. A
/// guide that a lineup names is fetched where the settings name none. Thread-safe: refreshes take turns.
/// </summary>
public sealed partial class LineupRefresher(
    Household household, LineupFetcher lineups, GuideFetcher guides, AgentSettings settings, Problems problems, TimeProvider time, ILogger<LineupRefresher> log)
    : BackgroundService
{
    /// <summary>After a failure the next try comes sooner than the schedule has it, and later each time.</summary>
    private static readonly TimeSpan _retry = TimeSpan.FromMinutes(2);

    /// <summary>The latest that the next try comes after a failure, or when the guide is about to end.</summary>
    private static readonly TimeSpan _soon = TimeSpan.FromHours(1);
    private static readonly TimeSpan _aboutToEnd = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim _turn = new(1);
    private IReadOnlyList<GuidePlace> _namedByLineup = [];

    /// <summary>Fetches everything once, and imports what is new. Returns what is wrong; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> RefreshAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await RefreshInTurnAsync(cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>How long to wait for the next refresh.</summary>
    /// <param name="failures">How many refreshes went wrong in a row.</param>
    internal TimeSpan Pause(int failures)
    {
        var sooner = settings.Refresh < _soon ? settings.Refresh : _soon;
        if (failures > 0)
        {
            var retry = _retry * Math.Pow(2, Math.Min(failures - 1, 10));
            return retry < sooner ? retry : sooner;
        }

        return household.GuideEnds - time.GetUtcNow() < _aboutToEnd ? sooner : settings.Refresh;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            var errors = await RefreshAsync(stoppingToken);
            failures = errors.Count == 0 ? 0 : failures + 1;
            await Task.Delay(Pause(failures), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    private async Task<IReadOnlyList<string>> RefreshInTurnAsync(CancellationToken cancellation)
    {
        var fetchedLineups = await lineups.FetchAsync(cancellation);
        await using var fetched = await guides.FetchAsync(settings.Guide, cancellation);
        var reports = Import(fetchedLineups, fetched.Inputs, cancellation);
        if (settings.Guide.Count == 0)
        {
            reports = [.. reports, .. await ImportNamedAsync(reports, cancellation)];
        }

        List<string> ofLineup = [.. Complaints(reports, InputKind.Lineup)];
        List<string> ofGuide = [.. Complaints(reports, InputKind.Guide)];
        foreach (var error in (IEnumerable<string>)[.. ofLineup, .. ofGuide])
        {
            NotImported(error);
        }

        Tell("lineup", ofLineup);
        Tell("guide", [.. ofGuide, .. household.StaleGuide() is { } stale ? [stale] : Array.Empty<string>()]);
        return [.. ofLineup, .. ofGuide];
    }

    /// <summary>The guides that lineups name, by x-tvg-url. A lineup that could not be read this time has said it before.</summary>
    private async Task<IReadOnlyList<InputReport>> ImportNamedAsync(IReadOnlyList<InputReport> reports, CancellationToken cancellation)
    {
        if (reports.SelectMany(report => report.GuideAddresses).Select(WebPlace).OfType<GuidePlace>().ToList() is { Count: > 0 } named)
        {
            _namedByLineup = named;
        }

        await using var fetched = await guides.FetchAsync(_namedByLineup, cancellation);
        return Import([], fetched.Inputs, cancellation);
    }

    private IReadOnlyList<InputReport> Import(IReadOnlyList<LineupInput> newLineups, IReadOnlyList<GuideInput> newGuides, CancellationToken cancellation)
    {
        if (newLineups.Count + newGuides.Count == 0)
        {
            return [];
        }

        var result = household.Import(newLineups, newGuides, cancellation);
        Imported(newLineups.Count, newGuides.Count, result.Errors.Count());
        return result.StoreError is { } error
            ? [.. result.Inputs, new InputReport(error.File, InputKind.Guide, 0, 0, [], error)]
            : result.Inputs;
    }

    private void Tell(string subject, List<string> errors) =>
        problems.Set(subject, errors.Count == 0 ? null : string.Join(" ", errors));

    private static IEnumerable<string> Complaints(IReadOnlyList<InputReport> reports, InputKind kind) => reports
        .Where(report => report.Kind == kind && report.Error is not null)
        .Select(report => $"{report.Error}{(report.KeptOld ? " What was there before is kept." : "")}");

    private static GuidePlace? WebPlace(string address) => GuidePlace.Parse(address, out _) is { Address: not null } place ? place : null;

    [LoggerMessage(501, LogLevel.Warning, "{Error}")]
    private partial void NotImported(string error);

    [LoggerMessage(502, LogLevel.Information, "Imported {Lineups} lineups and {Guides} guides, with {Errors} errors.")]
    private partial void Imported(int lineups, int guides, int errors);
}
