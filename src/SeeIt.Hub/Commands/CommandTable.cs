using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Telemetry;

namespace SeeIt.Hub.Commands;

/// <summary>
/// <c>commands.db</c>. One writer batches: whoever writes waits until the transaction that holds the write is on the disk.
/// Reads open a connection of their own. Safe for any thread.
/// </summary>
public sealed class CommandTable : IAsyncDisposable
{
    private const int LargestBatch = 256;

    private readonly string _connectionString;
    private readonly Channel<Write> _writes = Channel.CreateBounded<Write>(new BoundedChannelOptions(4_096) { SingleReader = true });
    private readonly Task _writer;

    private readonly record struct Write(Action<SqliteConnection, SqliteTransaction> Do, TaskCompletionSource Committed);

    /// <exception cref="SqliteException">The file cannot be opened or is not a database.</exception>
    public CommandTable(DataFolder folder)
    {
        _connectionString = folder.Commands;
        var connection = CommandSql.OpenForWriting(_connectionString);
        _writer = Task.Run(() => WriteAllAsync(connection));
    }

    /// <summary>Inserts the command, or replaces its progress. Completes when it is on the disk.</summary>
    /// <exception cref="SqliteException">Nothing was written: the disk is full, or failed.</exception>
    public Task SaveAsync(CommandRecord command) =>
        WriteAsync((connection, transaction) => CommandSql.Save(connection, transaction, command));

    /// <summary>Inserts those that are not known yet. Completes when they are on the disk.</summary>
    /// <exception cref="SqliteException">Nothing was written: the disk is full, or failed.</exception>
    public Task SaveAsync(string tvId, Guid householdId, IReadOnlyList<Viewing> viewings) => WriteAsync((connection, transaction) =>
    {
        foreach (var viewing in viewings)
        {
            ViewingSql.Save(connection, transaction, tvId, householdId, viewing);
        }
    });

    /// <summary>What was watched on a TV, the newest first.</summary>
    public IReadOnlyList<Viewing> Viewings(string tvId, Guid householdId, int count) =>
        Read(ViewingSql.Latest, ViewingSql.Row, ("$tv", tvId), ("$household", householdId.ToString()), ("$count", count));

    /// <summary>An agent takes the link of a TV from whoever has it. Completes with the lease's epoch when that is on the disk.</summary>
    /// <exception cref="SqliteException">Nothing was written: the disk is full, or failed.</exception>
    public async Task<long> TakeLeaseAsync(string tvId, string node, Guid bootId, DateTimeOffset now)
    {
        long epoch = 0;
        await WriteAsync((connection, transaction) => epoch = LeaseSql.Take(connection, transaction, tvId, node, bootId, now.ToUnixTimeMilliseconds()));
        return epoch;
    }

    /// <summary>Its link has ended. Nothing where a newer one has the lease.</summary>
    /// <exception cref="SqliteException">Nothing was written: the disk is full, or failed.</exception>
    public Task GiveBackLeaseAsync(string tvId, long epoch, DateTimeOffset now) =>
        WriteAsync((connection, transaction) => LeaseSql.GiveBack(connection, transaction, tvId, epoch, now.ToUnixTimeMilliseconds()));

    /// <summary>The TVs whose link nobody has given back, with the epochs.</summary>
    public IReadOnlyList<(string TvId, long Epoch)> HeldLeases() => Read(LeaseSql.Held, row => (row.GetString(0), row.GetInt64(1)));

    public CommandRecord? Find(Guid id) =>
        Read($"{CommandSql.Select} WHERE id = $id", CommandSql.Row, ("$id", id.ToString())) is [var found] ? found : null;

    /// <summary>Every command that has not ended, in order.</summary>
    public IReadOnlyList<CommandRecord> Open() =>
        Read($"{CommandSql.Select} WHERE progress < {(int)Progress.Done} ORDER BY tv, sequence", CommandSql.Row);

    /// <summary>The last commands of a TV, oldest first.</summary>
    public IReadOnlyList<CommandRecord> Latest(string tvId, Guid householdId, int count) =>
        [.. Read($"{CommandSql.Select} WHERE tv = $tv AND household = $household ORDER BY sequence DESC LIMIT $count",
            CommandSql.Row, ("$tv", tvId), ("$household", householdId.ToString()), ("$count", count)).OrderBy(command => command.Sequence)];

    /// <summary>The highest sequence given to the TV; 0 when there is none.</summary>
    public long LastSequence(string tvId)
    {
        using var connection = CommandSql.Open(_connectionString);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(sequence), 0) FROM command WHERE tv = $tv";
        command.Parameters.AddWithValue("$tv", tvId);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Forgets what was watched before this, and commands that ended and are older, but the last of each TV, which holds its sequence.</summary>
    public void Forget(DateTimeOffset before)
    {
        using var connection = CommandSql.Open(_connectionString);
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            DELETE FROM command WHERE created_at < $before AND progress >= {(int)Progress.Done}
                AND sequence < (SELECT max(sequence) FROM command AS other WHERE other.tv = command.tv);
            DELETE FROM viewing WHERE ended < $before;
            """;
        command.Parameters.AddWithValue("$before", before.ToUnixTimeMilliseconds());
        command.ExecuteNonQuery();
    }

    public async ValueTask DisposeAsync()
    {
        _writes.Writer.TryComplete();
        await _writer;
    }

    private async Task WriteAsync(Action<SqliteConnection, SqliteTransaction> write)
    {
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _writes.Writer.WriteAsync(new Write(write, committed));
        await committed.Task;
    }

    private List<T> Read<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = CommandSql.Open(_connectionString);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        using var rows = command.ExecuteReader();
        List<T> read = [];
        while (rows.Read())
        {
            read.Add(row(rows));
        }

        return read;
    }

    private async Task WriteAllAsync(SqliteConnection connection)
    {
        using var owned = connection;
        List<Write> batch = new(LargestBatch);
        while (await _writes.Reader.WaitToReadAsync())
        {
            while (batch.Count < LargestBatch && _writes.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            Commit(connection, batch);
            batch.Clear();
        }
    }

    private static void Commit(SqliteConnection connection, List<Write> batch)
    {
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            using var transaction = connection.BeginTransaction();
            foreach (var write in batch)
            {
                write.Do(connection, transaction);
            }

            transaction.Commit();
            HubMeter.Committed(batch.Count, TimeProvider.System.GetElapsedTime(began));
            batch.ForEach(write => write.Committed.SetResult());
        }
        catch (Exception e) when (e is SqliteException or JsonException)
        {
            batch.ForEach(write => write.Committed.SetException(e));
        }
    }
}
