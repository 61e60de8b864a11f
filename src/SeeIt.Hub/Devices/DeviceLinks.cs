using System.Collections.Concurrent;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Devices;

/// <summary>What a link must be able to do to be kept in <see cref="DeviceLinks"/>.</summary>
/// <param name="ConnectionId">Unique for ever.</param>
/// <param name="BootId">Of the agent that it is to.</param>
/// <param name="Epoch">Of its lease: of two links of a box the one with the higher epoch is the newer.</param>
/// <param name="Abort">Ends the connection at once.</param>
/// <param name="SayReplaced">Tells the agent that another one has its identity.</param>
/// <param name="Ended">Cancelled when the connection has ended.</param>
public sealed record LinkConnection(string ConnectionId, Guid BootId, long Epoch, Action Abort, Func<Task> SayReplaced, CancellationToken Ended);

/// <summary>
/// Which box is connected. The newest connection of a box wins and the one before it is aborted. A box that comes back
/// within the grace time was never away, as far as the phones are told. Safe for any thread.
/// </summary>
public sealed class DeviceLinks(HubSettings settings, TimeProvider clock) : IDisposable
{
    /// <summary>How long an unpaired box may take to hang up by itself.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _grace = TimeSpan.FromMilliseconds(settings.PresenceGraceMs);
    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    private sealed class Entry
    {
        public Lock Lock { get; } = new();

        public LinkConnection? Connection { get; set; }

        public Presence Announced { get; set; } = Presence.Unreachable;

        public ITimer? Grace { get; set; }
    }

    /// <summary>The links that boxes have now.</summary>
    public IReadOnlyList<LinkConnection> Open => [.. _entries.Values.Select(entry => entry.Connection).OfType<LinkConnection>()];

    public bool IsLinked(string tvId) => _entries.TryGetValue(tvId, out var entry) && entry.Connection is not null;

    /// <summary>What the phones were told last.</summary>
    public Presence Announced(string tvId) => _entries.TryGetValue(tvId, out var entry) ? entry.Announced : Presence.Unreachable;

    public bool IsCurrent(string tvId, string connectionId) =>
        _entries.TryGetValue(tvId, out var entry) && entry.Connection?.ConnectionId == connectionId;

    /// <summary>The hub was away, and knows only that this box had a link. It counts as online until <see cref="Miss"/>.</summary>
    public void Restore(string tvId) => _entries.GetOrAdd(tvId, _ => new Entry()).Announced = Presence.Online;

    /// <summary>From now on the box has the grace time to be back; <paramref name="unreachable"/> is called after it.</summary>
    public void Miss(string tvId, Action unreachable)
    {
        var entry = _entries.GetOrAdd(tvId, _ => new Entry());
        lock (entry.Lock)
        {
            if (entry.Connection is null)
            {
                Await(entry, unreachable);
            }
        }
    }

    /// <returns>True when the phones must be told that the TV is online; false also where a newer link is there already.</returns>
    public bool Join(string tvId, LinkConnection connection)
    {
        var entry = _entries.GetOrAdd(tvId, _ => new Entry());
        lock (entry.Lock)
        {
            if (entry.Connection is { } other && other.ConnectionId != connection.ConnectionId)
            {
                var (older, newer) = other.Epoch < connection.Epoch ? (other, connection) : (connection, other);
                _ = EndAsync(older, isReplaced: older.BootId != newer.BootId);
                if (newer == other)
                {
                    return false;
                }
            }

            entry.Connection = connection;
            entry.Grace?.Dispose();
            entry.Grace = null;
            var wasAway = entry.Announced == Presence.Unreachable;
            entry.Announced = Presence.Online;
            return wasAway;
        }
    }

    /// <summary>The connection ended. <paramref name="unreachable"/> is called after the grace time, unless the box is back by then.</summary>
    /// <returns>False when a newer connection had taken its place.</returns>
    public bool Leave(string tvId, string connectionId, Action unreachable)
    {
        if (!_entries.TryGetValue(tvId, out var entry))
        {
            return false;
        }

        lock (entry.Lock)
        {
            if (entry.Connection?.ConnectionId != connectionId)
            {
                return false;
            }

            entry.Connection = null;
            Await(entry, unreachable);
            return true;
        }
    }

    /// <summary>Waits a moment for the box to hang up, and then ends its connection.</summary>
    public async Task CloseAsync(string tvId)
    {
        if (!_entries.TryGetValue(tvId, out var entry) || entry.Connection is not { } connection)
        {
            return;
        }

        await EndInAMomentAsync(connection);
    }

    public void Dispose()
    {
        foreach (var entry in _entries.Values)
        {
            entry.Grace?.Dispose();
        }
    }

    /// <summary>
    /// The agent's own older connection is dead, or soon will be. Another agent's is told why first: that one would
    /// otherwise come again, and the two take the link from each other for ever.
    /// </summary>
    private async Task EndAsync(LinkConnection older, bool isReplaced)
    {
        if (isReplaced)
        {
            try
            {
                await older.SayReplaced().WaitAsync(Farewell, clock);
                await EndInAMomentAsync(older);
                return;
            }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException or IOException or InvalidOperationException)
            {
                // It does not read: it is dead.
            }
        }

        older.Abort();
    }

    private async Task EndInAMomentAsync(LinkConnection connection)
    {
        try
        {
            await Task.Delay(Farewell, clock, connection.Ended);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        connection.Abort();
    }

    private void Await(Entry entry, Action unreachable)
    {
        entry.Grace?.Dispose();
        entry.Grace = clock.CreateTimer(_ => AfterGrace(entry, unreachable), null, _grace, Timeout.InfiniteTimeSpan);
    }

    private static void AfterGrace(Entry entry, Action unreachable)
    {
        lock (entry.Lock)
        {
            if (entry.Connection is not null || entry.Announced == Presence.Unreachable)
            {
                return;
            }

            entry.Announced = Presence.Unreachable;
        }

        unreachable();
    }
}
