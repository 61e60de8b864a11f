using SeeIt.Agent.Settings;
using SeeIt.Guide;
using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Sources.Lineups;

/// <summary>Asks all places of the owner's for their lineups, all at once. Thread-safe.</summary>
public sealed class LineupFetcher(AgentSettings settings, LineupProviders providers)
{
    /// <summary>One input for each place, in the owner's order: the settings first, then what was added at the box.</summary>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public Task<IReadOnlyList<LineupInput>> FetchAsync(CancellationToken cancellation) =>
        FetchAsync([.. settings.Lineup.Concat(AddedPlaces.Read(settings.StateFolder)).DistinctBy(place => place.Text)], providers, cancellation);

    /// <summary>The same of places that are named.</summary>
    public static async Task<IReadOnlyList<LineupInput>> FetchAsync(IReadOnlyList<LineupPlace> places, LineupProviders providers, CancellationToken cancellation) =>
        await Task.WhenAll(Names(places).Zip(places, (name, place) => FetchAsync(name, providers.Of(place), cancellation)));

    private static async Task<LineupInput> FetchAsync(string name, ILineupProvider provider, CancellationToken cancellation)
    {
        var fetch = await provider.FetchAsync(cancellation);
        return new LineupInput(name, fetch.Documents, fetch.Failure is { } failure ? new Problem(name, 0, failure.Detail) : null);
    }

    /// <summary>Two lists of one server have one name: the second is numbered.</summary>
    internal static IEnumerable<string> Names(IReadOnlyList<LineupPlace> places) => places.Select((place, index) =>
        places.Take(index).Count(before => before.Name == place.Name) is > 0 and var same ? $"{place.Name} ({same + 1})" : place.Name);
}
