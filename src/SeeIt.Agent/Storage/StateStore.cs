using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SeeIt.Contracts.Hub;
using SeeIt.Guide.Store;

namespace SeeIt.Agent.Storage;

/// <summary>
/// <c>state.db</c>: the commands this box has seen with their results, its viewing sessions, and what playing has taught it.
/// One connection behind a lock: calls are short, and may come from any thread. Each write is durable when it returns.
/// </summary>
public sealed partial class StateStore : IDisposable
{
    private const string Schema = """
        CREATE TABLE command (
            id        TEXT PRIMARY KEY,
            sequence  INTEGER NOT NULL,
            result    TEXT,                 -- the terminal CommandReport as JSON; null while it runs
            delivered INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX command_undelivered ON command (sequence) WHERE delivered = 0;
        CREATE TABLE viewing_session (
            id         INTEGER PRIMARY KEY,
            command    TEXT NOT NULL,
            channel_id TEXT NOT NULL,
            title      TEXT,
            post       TEXT,                -- the Post as JSON
            started    INTEGER NOT NULL,    -- Unix milliseconds, by the box's clock
            ended      INTEGER,
            outcome    TEXT,                -- finished, stopped, interrupted, error; null while it runs
            boot       TEXT,                -- the machine's boot id when it began
            requester  TEXT,                -- who asked
            place_ms   INTEGER,             -- where it was, of what can seek
            uid        TEXT,                -- what the hub knows it by
            delivered  INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX viewing_session_undelivered ON viewing_session (id) WHERE delivered = 0;
        """ + LearntSource + LearntCodec + KeptSound;

    private const string LearntSource = """
        CREATE TABLE learnt_source (
            source     TEXT PRIMARY KEY,    -- SHA-256 of its address, which may hold a password
            reserve_ms INTEGER NOT NULL,
            learnt     INTEGER NOT NULL     -- Unix milliseconds, by the box's clock
        ) STRICT;
        """;

    private const string LearntCodec = """
        CREATE TABLE learnt_codec (
            codec  TEXT PRIMARY KEY,        -- LibVLC's four characters: hardware shows no picture of it, and software does
            learnt INTEGER NOT NULL         -- Unix milliseconds, by the box's clock
        ) STRICT;
        """;

    private const string KeptSound = """
        CREATE TABLE sound (
            row    INTEGER PRIMARY KEY CHECK (row = 1),
            volume INTEGER NOT NULL,        -- 0 to 100, of what the owner allows
            muted  INTEGER NOT NULL
        ) STRICT;
        """;

    private const string Otherwise = "Or move the file away: the box forgets what was watched, and stays paired.";

    /// <summary>From each older version to the next. What was released is never changed: add a step, and a dump beside the tests.</summary>
    private static readonly string[] _migrations =
    [
        "ALTER TABLE viewing_session ADD COLUMN boot TEXT;",
        LearntSource,
        LearntCodec,
        KeptSound,
        "ALTER TABLE viewing_session ADD COLUMN requester TEXT; ALTER TABLE viewing_session ADD COLUMN place_ms INTEGER;",
        """
        ALTER TABLE viewing_session ADD COLUMN uid TEXT;
        ALTER TABLE viewing_session ADD COLUMN delivered INTEGER NOT NULL DEFAULT 0;
        UPDATE viewing_session SET uid = lower(hex(randomblob(16)));
        CREATE INDEX viewing_session_undelivered ON viewing_session (id) WHERE delivered = 0;
        """,
    ];

    /// <summary>A command comes a second time soon or never.</summary>
    private const int KeptCommands = 1_000;
    private const int KeptViewings = 100;

    /// <summary>At 50 a day, more than a year without the hub; 4 MB.</summary>
    private const int KeptUntoldViewings = 20_000;

    /// <summary>Networks and drivers change: what was learnt so long ago is tried anew.</summary>
    private static readonly TimeSpan _kept = TimeSpan.FromDays(30);

    /// <summary>An upgrade takes no longer to start the agent again; who stops it for longer wants the TV to be quiet.</summary>
    private static readonly TimeSpan _restart = TimeSpan.FromMinutes(1);

    private static readonly string _machineBoot = MachineBoot.Id();

    private readonly SqliteConnection _database;
    private readonly Lock _lock = new();

    /// <summary>Opens or creates the file, and closes what a crash left open: running commands failed, sessions interrupted.</summary>
    /// <exception cref="InvalidDataException">The file was written by a newer version.</exception>
    public StateStore(string folder, TimeProvider time)
    {
        _database = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(folder, "state.db"),
            Pooling = false,
        }.ToString());
        _database.Open();
        try
        {
            Execute("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;");
            var before = SchemaUpgrade.Apply(_database, "seeit-agent", Schema, _migrations, Otherwise);

            // Written into the file, so not before: a newer one stays as it is.
            Execute("PRAGMA journal_mode = WAL;");
            if (before > 0)
            {
                CloseWhatACrashLeftOpen(time.GetUtcNow());
            }
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>
    /// What was on when the agent was killed, or was stopped less than a minute ago, on a machine that has run on since; null
    /// when nothing was.
    /// </summary>
    public KeptShow? Interrupted { get; private set; }

    /// <summary>The highest command sequence seen; 0 at first.</summary>
    public long LastSequence => Locked(() => (long)Scalar("SELECT coalesce(max(sequence), 0) FROM command")!);

    /// <summary>Remembers a command. False when it was seen before: then it must not be run again.</summary>
    public bool TryAccept(Command command) => Locked(() =>
        Execute("INSERT OR IGNORE INTO command (id, sequence) VALUES ($id, $sequence)", ("$id", Key(command.Id)), ("$sequence", command.Sequence)) == 1);

    /// <summary>How a command seen before ended; null while it runs.</summary>
    public CommandReport? ResultOf(Guid command) => Locked(() =>
        Scalar("SELECT result FROM command WHERE id = $id", ("$id", Key(command))) is string json ? Report(json) : null);

    /// <summary>Keeps a terminal report until <see cref="MarkDelivered(Guid)"/>. The first one stands.</summary>
    public bool TryFinish(CommandReport report) => Locked(() =>
        Execute(
            "UPDATE command SET result = $result WHERE id = $id AND result IS NULL",
            ("$id", Key(report.CommandId)),
            ("$result", JsonSerializer.Serialize(report, HubJson.Default.CommandReport))) == 1);

    /// <summary>Terminal reports that the hub has not confirmed, oldest first.</summary>
    public IReadOnlyList<CommandReport> Undelivered() => Locked(() =>
    {
        using var select = Statement("SELECT result FROM command WHERE delivered = 0 AND result IS NOT NULL ORDER BY sequence");
        using var rows = select.ExecuteReader();
        var reports = new List<CommandReport>();
        while (rows.Read())
        {
            reports.Add(Report(rows.GetString(0)));
        }

        return reports;
    });

    public void MarkDelivered(Guid command) => Locked(() =>
        Execute("UPDATE command SET delivered = 1 WHERE id = $id AND result IS NOT NULL", ("$id", Key(command))));

    /// <summary>
    /// Forgets what has grown old, so that the file stays small whatever the hub does: results that the hub has confirmed first,
    /// then sessions that it has, and only then sessions that it has not.
    /// </summary>
    public void Tidy() => Learn(() => Execute(
        """
        DELETE FROM command WHERE delivered = 1 AND sequence < (SELECT max(sequence) FROM command) - $commands;
        DELETE FROM viewing_session WHERE delivered = 1 AND ended IS NOT NULL AND id < (SELECT max(id) FROM viewing_session) - $told;
        DELETE FROM viewing_session WHERE ended IS NOT NULL AND id < (SELECT max(id) FROM viewing_session) - $untold;
        """,
        ("$commands", KeptCommands),
        ("$told", KeptViewings),
        ("$untold", KeptUntoldViewings)));

    /// <summary>How much longer than usual a source was to be buffered, in milliseconds; 0 when it has taught nothing of late.</summary>
    /// <param name="source">The address as it is opened.</param>
    /// <param name="now">By the box's clock.</param>
    public int Reserve(string source, DateTimeOffset now) => Locked(() => (int)(long)Scalar(
        "SELECT coalesce(max(reserve_ms), 0) FROM learnt_source WHERE source = $source AND learnt > $since",
        ("$source", Hash(source)),
        ("$since", (now - _kept).ToUnixTimeMilliseconds()))!);

    /// <summary>Remembers it, and forgets what is too old. A full disk costs the memory, and nothing else.</summary>
    public void KeepReserve(string source, int milliseconds, DateTimeOffset now) => Learn(() =>
    {
        Execute("DELETE FROM learnt_source WHERE learnt <= $since", ("$since", (now - _kept).ToUnixTimeMilliseconds()));
        return Execute(
            "INSERT INTO learnt_source (source, reserve_ms, learnt) VALUES ($source, $reserve, $now) ON CONFLICT (source) DO UPDATE SET reserve_ms = $reserve, learnt = $now",
            ("$source", Hash(source)),
            ("$reserve", milliseconds),
            ("$now", now.ToUnixTimeMilliseconds()));
    });

    /// <summary>Whether a codec is decoded in software, since hardware showed no picture of it of late.</summary>
    public bool IsForSoftware(string codec, DateTimeOffset now) => Locked(() => Scalar(
        "SELECT 1 FROM learnt_codec WHERE codec = $codec AND learnt > $since",
        ("$codec", codec),
        ("$since", (now - _kept).ToUnixTimeMilliseconds())) is not null);

    /// <inheritdoc cref="KeepReserve"/>
    public void KeepForSoftware(string codec, DateTimeOffset now) => Learn(() => Execute(
        "INSERT INTO learnt_codec (codec, learnt) VALUES ($codec, $now) ON CONFLICT (codec) DO UPDATE SET learnt = $now",
        ("$codec", codec),
        ("$now", now.ToUnixTimeMilliseconds())));

    /// <summary>The volume, 0 to 100, and the mute that were set last; null when none was.</summary>
    public (int Volume, bool Muted)? Sound => Locked<(int, bool)?>(() =>
    {
        using var select = Statement("SELECT volume, muted FROM sound");
        using var row = select.ExecuteReader();
        return row.Read() ? (row.GetInt32(0), row.GetInt32(1) != 0) : null;
    });

    /// <summary>Remembers them. A full disk costs the memory, and nothing else.</summary>
    public void KeepSound(int volume, bool muted) => Learn(() => Execute(
        "INSERT INTO sound (row, volume, muted) VALUES (1, $volume, $muted) ON CONFLICT (row) DO UPDATE SET volume = $volume, muted = $muted",
        ("$volume", volume),
        ("$muted", muted ? 1 : 0)));

    /// <summary>Who watched what, and who asked for it. What was learnt of sources and codecs stays.</summary>
    public void ForgetHousehold() => Locked(() => Execute("BEGIN; DELETE FROM command; DELETE FROM viewing_session; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);"));

    public void Dispose() => _database.Dispose();

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private void CloseWhatACrashLeftOpen(DateTimeOffset now)
    {
        Interrupted = RunningShow(now);

        // It is resumed once: without a machine's boot it counts as over.
        Execute(
            """
            UPDATE viewing_session SET ended = max(started, $now), outcome = 'interrupted' WHERE ended IS NULL;
            UPDATE viewing_session SET boot = NULL WHERE boot IS NOT NULL;
            """,
            ("$now", now.ToUnixTimeMilliseconds()));
        using var select = Statement("SELECT id FROM command WHERE result IS NULL");
        var running = new List<Guid>();
        using (var rows = select.ExecuteReader())
        {
            while (rows.Read())
            {
                running.Add(Guid.Parse(rows.GetString(0)));
            }
        }

        foreach (var command in running)
        {
            TryFinish(new CommandReport(command, Progress.Failed, Contracts.FailureKind.Interrupted, "The box was restarted while the command ran."));
        }
    }

    private KeptShow? RunningShow(DateTimeOffset now)
    {
        using var select = Statement(
            """
            SELECT command, channel_id, title, post, requester, place_ms FROM viewing_session
            WHERE boot = $boot AND id = (SELECT max(id) FROM viewing_session)
                AND (ended IS NULL OR (outcome = 'interrupted' AND ended BETWEEN $since AND $now))
            """,
            ("$boot", _machineBoot),
            ("$since", (now - _restart).ToUnixTimeMilliseconds()),
            ("$now", now.ToUnixTimeMilliseconds()));
        using var row = select.ExecuteReader();
        return row.Read()
            ? new KeptShow(
                Guid.Parse(row.GetString(0)),
                row.GetString(1),
                row.IsDBNull(2) ? null : row.GetString(2),
                row.IsDBNull(3) ? null : JsonSerializer.Deserialize(row.GetString(3), HubJson.Default.Post),
                row.IsDBNull(4) ? null : row.GetString(4),
                row.IsDBNull(5) ? 0 : row.GetInt64(5))
            : null;
    }

    private static CommandReport Report(string json) => JsonSerializer.Deserialize(json, HubJson.Default.CommandReport)!;

    private static string Key(Guid id) => id.ToString("N");

    private int Learn(Func<int> write) => Locked(() =>
    {
        try
        {
            return write();
        }
        catch (SqliteException)
        {
            return 0;
        }
    });

    private T Locked<T>(Func<T> action)
    {
        lock (_lock)
        {
            return action();
        }
    }

    private SqliteCommand Statement(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = _database.CreateCommand();
        statement.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            statement.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return statement;
    }

    private int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var statement = Statement(sql, parameters);
        return statement.ExecuteNonQuery();
    }

    private object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var statement = Statement(sql, parameters);
        return statement.ExecuteScalar();
    }
}

/// <summary>What is kept of a show that is on, so that an agent that is killed goes on with it.</summary>
/// <param name="CommandId">The command that asked for it, which was done.</param>
/// <param name="ChannelId">The household's channel.</param>
/// <param name="Title">As the guide had it.</param>
/// <param name="Post">The post it came from.</param>
/// <param name="RequestedBy">Who asked.</param>
/// <param name="PlaceMs">Where it was, in media time; 0 of what is live.</param>
public sealed record KeptShow(Guid CommandId, string ChannelId, string? Title, Contracts.Post? Post, string? RequestedBy = null, long PlaceMs = 0);
