using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Devices;

/// <summary>The last status of each TV: in memory at once, and in the database soon after, so that a phone sees it after a restart of the hub.</summary>
public sealed partial class StatusBook(IDbContextFactory<HubDatabase> databases, ILogger<StatusBook> log) : BackgroundService
{
    private readonly ConcurrentDictionary<string, TvStatus> _latest = new();
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });

    public TvStatus? Latest(Tv tv) =>
        _latest.TryGetValue(tv.Id, out var status) ? status
        : tv.StatusJson is { } json ? JsonSerializer.Deserialize(json, HubJson.Default.TvStatus)
        : null;

    /// <returns>False for a status that is older than the one known.</returns>
    public bool Put(string tvId, TvStatus status)
    {
        var kept = _latest.AddOrUpdate(
            tvId,
            status,
            (_, known) => known.BootId == status.BootId && known.Sequence >= status.Sequence ? known : status);
        return ReferenceEquals(kept, status) && _changed.Writer.TryWrite(tvId);
    }

    public void Forget(string tvId) => _latest.TryRemove(tvId, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        HashSet<string> dirty = [];
        while (await _changed.Reader.WaitToReadAsync(stoppingToken))
        {
            while (_changed.Reader.TryRead(out var tvId))
            {
                dirty.Add(tvId);
            }

            await SaveAsync(dirty, stoppingToken);
            dirty.Clear();
        }
    }

    private async Task SaveAsync(HashSet<string> tvIds, CancellationToken cancel)
    {
        try
        {
            await using var database = await databases.CreateDbContextAsync(cancel);
            await using var transaction = await database.Database.BeginTransactionAsync(cancel);
            foreach (var tvId in tvIds)
            {
                if (_latest.TryGetValue(tvId, out var status))
                {
                    var json = JsonSerializer.Serialize(status, HubJson.Default.TvStatus);
                    await database.Tvs.Where(tv => tv.Id == tvId).ExecuteUpdateAsync(set => set.SetProperty(tv => tv.StatusJson, json), cancel);
                }
            }

            await transaction.CommitAsync(cancel);
        }
        catch (Exception e) when (e is DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
        {
            LogNotSaved(e);
        }
    }

    [LoggerMessage(313, LogLevel.Warning, "The last status of some TVs could not be stored; they are still shown.")]
    private partial void LogNotSaved(Exception e);
}
