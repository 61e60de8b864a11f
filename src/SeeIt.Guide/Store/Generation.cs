using Microsoft.Data.Sqlite;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Matching;

namespace SeeIt.Guide.Store;

/// <summary>
/// A complete guide.db, which never changes: a newer one replaces it. Thread-safe: queries take turns on its one
/// connection, which keeps the file readable when its name is already another file's.
/// </summary>
internal sealed class Generation : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly Lazy<ShowIndex> _shows;
    private readonly Lazy<GuideSpan?> _span;
    private bool _isDisposed;

    private Generation(SqliteConnection connection)
    {
        _connection = connection;
        Channels = LineupTable.Read(connection);
        ById = Channels.ToDictionary(channel => channel.Id, StringComparer.Ordinal);
        Names = new ChannelFinder(Channels);
        _span = new Lazy<GuideSpan?>(() => Query(GuideQueries.Span));
        _shows = new Lazy<ShowIndex>(() => Query(connection => ShowIndex.Build(GuideQueries.Titles(connection), GuideQueries.Descriptions(connection))));
    }

    public IReadOnlyList<Channel> Channels { get; }

    public IReadOnlyDictionary<string, Channel> ById { get; }

    public ChannelFinder Names { get; }

    /// <summary>Built at first use.</summary>
    public ShowIndex Shows => _shows.Value;

    public GuideSpan? Span => _span.Value;

    /// <exception cref="SqliteException">The file is damaged, or of another version.</exception>
    public static Generation Open(string path)
    {
        var connection = Sql.Open(path, SqliteOpenMode.ReadOnly);
        try
        {
            var version = connection.Number("PRAGMA user_version");
            if (version != Schema.Version)
            {
                throw new SqliteException($"It has version {version}, and this program reads version {Schema.Version}.", 0);
            }

            connection.Run("PRAGMA cache_size = -4000");
            return new Generation(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <exception cref="ObjectDisposedException">A newer generation took its place: ask that one.</exception>
    public T Query<T>(Func<SqliteConnection, T> query)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return query(_connection);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _connection.Dispose();
        }
    }
}
