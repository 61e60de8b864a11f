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
    private readonly Lazy<ChannelFinder> _names;
    private readonly Lazy<ShowIndex> _shows;
    private readonly Lazy<GuideSpan?> _span;
    private bool _isDisposed;

    private Generation(SqliteConnection connection, IReadOnlyList<Channel> channels)
    {
        _connection = connection;
        Channels = channels;
        ById = channels.ToDictionary(channel => channel.Id, StringComparer.Ordinal);
        _names = new Lazy<ChannelFinder>(() => new ChannelFinder(channels));
        _span = new Lazy<GuideSpan?>(() => Query(GuideQueries.Span));
        _shows = new Lazy<ShowIndex>(() => Query(connection => ShowIndex.Build(GuideQueries.Titles(connection), GuideQueries.Descriptions(connection))));
    }

    public IReadOnlyList<Channel> Channels { get; }

    public IReadOnlyDictionary<string, Channel> ById { get; }

    /// <summary>Built at first use.</summary>
    public ChannelFinder Names => _names.Value;

    /// <summary>Built at first use.</summary>
    public ShowIndex Shows => _shows.Value;

    public GuideSpan? Span => _span.Value;

    /// <param name="path">A complete file.</param>
    /// <param name="written">Its channels, where they were written a moment ago; null reads them.</param>
    /// <exception cref="SqliteException">The file is damaged, or of another version.</exception>
    public static Generation Open(string path, IReadOnlyList<Channel>? written = null)
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
            return new Generation(connection, written ?? LineupTable.Read(connection));
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
