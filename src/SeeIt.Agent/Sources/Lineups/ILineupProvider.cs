namespace SeeIt.Agent.Sources.Lineups;

/// <summary>Asks one place for its lineup. Thread-safe.</summary>
public interface ILineupProvider
{
    /// <summary>Gets all of it, into memory. Expected failures are values; answers within half a minute or so.</summary>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    Task<LineupFetch> FetchAsync(CancellationToken cancellation);
}
