using SeeIt.Agent.Reporting;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Guide;

namespace SeeIt.Agent.Sources;

/// <summary>Fetches the lineups and guides of the settings at the start and then on schedule. A bad one keeps what was there.</summary>
public sealed partial class LineupRefresher(
    Household household, LineupFetcher fetcher, AgentSettings settings, Problems problems, HttpClient http, TimeProvider time, ILogger<LineupRefresher> log) : BackgroundService
{
    /// <summary>After a failure the next try comes sooner than the schedule has it.</summary>
    private static readonly TimeSpan _retry = TimeSpan.FromMinutes(2);

    /// <summary>Fetches and imports everything once. Returns what was wrong; empty when all went well.</summary>
    public async Task<IReadOnlyList<string>> RefreshAsync(CancellationToken cancellation)
    {
        var unread = new List<string>();
        var lineups = await fetcher.FetchAsync(cancellation);
        await using var guides = await OpenAllAsync(settings.Guide, unread, cancellation);
        IReadOnlyList<string> ofLineup = [];
        List<string> ofGuide = unread;
        if (lineups.Count + guides.Streams.Count > 0)
        {
            var result = household.Import(lineups, guides.Streams, cancellation);
            ofLineup = [.. result.Inputs.Where(input => input.Kind == InputKind.Lineup).Select(Complaint).OfType<string>()];
            ofGuide.AddRange(result.Inputs.Where(input => input.Kind == InputKind.Guide).Select(Complaint).Append(result.StoreError?.ToString()).OfType<string>());
            Imported(lineups.Count, guides.Streams.Count, ofLineup.Count + ofGuide.Count);
        }

        Tell("lineup", ofLineup);
        Tell("guide", ofGuide);
        List<string> errors = [.. ofLineup, .. ofGuide];
        foreach (var error in errors)
        {
            NotImported(error);
        }

        return errors;
    }

    private void Tell(string subject, IReadOnlyList<string> errors) =>
        problems.Set(subject, errors.Count == 0 ? null : string.Join(" ", errors));

    private static string? Complaint(InputReport report) =>
        report.Error is { } error ? $"{error}{(report.KeptOld ? " What was there before is kept." : "")}" : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var errors = await RefreshAsync(stoppingToken);
            await Task.Delay(errors.Count == 0 ? settings.Refresh : _retry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<OpenStreams> OpenAllAsync(IReadOnlyList<string> places, List<string> errors, CancellationToken cancellation)
    {
        var open = new OpenStreams();
        foreach (var (index, place) in places.Index())
        {
            var address = Address(place);
            var name = address is null ? place : Name(address, places.Take(index));
            try
            {
                var content = address is null ? File.OpenRead(place) : await http.GetStreamAsync(address, cancellation);
                open.Streams.Add(new NamedStream(name, content, address));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or HttpRequestException or TaskCanceledException
                && !cancellation.IsCancellationRequested)
            {
                errors.Add($"{name} could not be read: {exception.Message}");
            }
        }

        return open;
    }

    /// <summary>Null of a file's path.</summary>
    private static Uri? Address(string place) => Uri.TryCreate(place, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;

    /// <summary>What is said of a problem goes to the hub and its phones: the host, for the rest of the address is often a password.</summary>
    private static string Name(Uri address, IEnumerable<string> before)
    {
        var same = before.Count(place => Address(place) is { } other && other.Authority == address.Authority);
        return address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) + (same == 0 ? "" : $" ({same + 1})");
    }

    [LoggerMessage(501, LogLevel.Warning, "{Error}")]
    private partial void NotImported(string error);

    [LoggerMessage(502, LogLevel.Information, "Imported {Lineups} lineups and {Guides} guides, with {Errors} errors.")]
    private partial void Imported(int lineups, int guides, int errors);

    private sealed class OpenStreams : IAsyncDisposable
    {
        public List<NamedStream> Streams { get; } = [];

        public async ValueTask DisposeAsync()
        {
            foreach (var stream in Streams)
            {
                await stream.Content.DisposeAsync();
            }
        }
    }
}
