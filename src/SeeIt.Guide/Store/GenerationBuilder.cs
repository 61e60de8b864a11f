using System.Globalization;
using Microsoft.Data.Sqlite;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Store;

/// <summary>
/// Builds a generation of guide.db in a file of its own. A crash leaves that file behind and nothing else; it has no
/// journal, since half of it is worth nothing. Not thread-safe.
/// </summary>
internal sealed class GenerationBuilder : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly ProgrammeWriter _programmes;
    private readonly bool _hasOld;
    private bool _needsIndexes;
    private readonly Dictionary<long, (int Report, LeftOutTally Tally)> _guides = [];
    private long _inputs;

    private GenerationBuilder(string path, string? attach, string begin)
    {
        _connection = Sql.Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            _connection.Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000; PRAGMA temp_store = FILE;");
            if (attach is not null)
            {
                _connection.Run("ATTACH DATABASE @old AS old", ("@old", attach));
                _hasOld = true;
            }

            _connection.Run("BEGIN");
            _connection.Run(begin);
            _programmes = new ProgrammeWriter(_connection);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>Begins with nothing.</summary>
    /// <param name="path">Created.</param>
    /// <param name="old">The generation in use, from which broken inputs are filled; null when there is none.</param>
    /// <exception cref="SqliteException">The file cannot be written.</exception>
    public static GenerationBuilder New(string path, string? old) => new(path, old, Schema.Tables) { _needsIndexes = true };

    /// <summary>Begins with the guide of the generation in use, indexes and all; only the lineup is to be replaced.</summary>
    /// <param name="path">Created.</param>
    /// <param name="old">The generation in use.</param>
    /// <exception cref="SqliteException">The file cannot be written.</exception>
    /// <exception cref="IOException">The file cannot be copied.</exception>
    public static GenerationBuilder WithGuideOf(string old, string path)
    {
        File.Copy(old, path);
        return new GenerationBuilder(path, attach: null, Schema.ClearLineup);
    }

    /// <summary>
    /// Imports guides; one that is broken, or did not come, is replaced by what it was before, and when none came, all stays as
    /// it was.
    /// </summary>
    public void AddGuides(IReadOnlyList<GuideInput> inputs, List<InputReport> reports, CancellationToken cancellation)
    {
        var old = OldGuides();
        var broken = new List<string>();
        var first = reports.Count;
        foreach (var input in inputs)
        {
            var report = input.Content is null
                ? new InputReport(input.Name, InputKind.Guide, 0, 0, [], input.Error)
                : AddGuide(input, input.Content, reports.Count, cancellation);
            if ((report.Error is not null || input.IsUnchanged) && old.Contains(input.Name))
            {
                Copy(input.Name);
                report = report with { KeptOld = true };
            }

            if (report.Error is not null)
            {
                broken.Add(input.Name);
            }

            reports.Add(report);
        }

        if (broken.Count == inputs.Count)
        {
            foreach (var name in old.Except(broken, StringComparer.Ordinal))
            {
                Copy(name);
            }
        }

        LeaveOut("A programme without length, while another begins: ", Schema.WithoutLength, reports, first);
        LeaveOut("A second programme at the same time on the same channel: ", Schema.Repeated, reports, first);
    }

    /// <summary>Puts the lineup in, finds its channels in the guide, and completes the file.</summary>
    /// <returns>The channels as they stand in the file.</returns>
    public IReadOnlyList<Channel> Finish(IReadOnlyList<Channel> lineup)
    {
        if (_needsIndexes)
        {
            _connection.Run(Schema.TimeIndex);
            _connection.Run(Schema.FillStops);
            _connection.Run(Schema.Indexes);
        }

        var map = new ChannelMap(_connection);
        var channels = lineup.Count > 0 ? lineup : map.AsLineup();
        var known = channels.Select(channel => (Channel: channel, Guide: map.Find(channel))).ToList();
        IReadOnlyList<Channel> written = [.. known.Select(pair => pair.Guide is null ? pair.Channel : WithNames(pair.Channel, pair.Guide.Names))];
        LineupTable.Write(_connection, written);
        LineupTable.WriteGuides(_connection, known.Where(pair => pair.Guide is not null).Select(pair => (pair.Channel, pair.Guide!.Id)));
        _connection.Run("INSERT INTO shift SELECT DISTINCT shift FROM channel_guide");
        _connection.Run($"PRAGMA user_version = {Schema.Version}");
        _connection.Run("COMMIT");
        return written;
    }

    public void Dispose()
    {
        _programmes.Dispose();
        _connection.Dispose();
    }

    private InputReport AddGuide(GuideInput input, Stream content, int report, CancellationToken cancellation)
    {
        var id = AddInput(input.Name, input.Version);
        var tally = new LeftOutTally();
        var shift = (long)input.Shift.TotalSeconds;
        int channels = 0, programmes = 0;
        Problem? error = null;
        var reader = new XmltvReader(new NamedStream(input.Name, content)) { LeftOut = problem => tally.Add(problem) };
        try
        {
            foreach (var element in reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                switch (element)
                {
                    case XmltvChannel channel when _programmes.TryAdd(id, channel):
                        channels++;
                        break;
                    case XmltvProgramme programme when _programmes.TryAdd(id, programme, shift):
                        programmes++;
                        break;
                    case XmltvChannel channel:
                        tally.Add(TooMany(input, channel.Line, channel.Id));
                        break;
                    case XmltvProgramme programme:
                        tally.Add(TooMany(input, programme.Line, programme.Channel));
                        break;
                }
            }

            if (programmes == 0)
            {
                error = new Problem(input.Name, 0, "The guide has no programme in it.");
            }
        }
        catch (GuideFormatException exception)
        {
            error = exception.Problem;
        }
        catch (IOException exception)
        {
            error = new Problem(input.Name, 0, $"It could not be read: {exception.Message}");
        }

        if (error is not null)
        {
            _connection.Run(Schema.RemoveGuide, ("@input", id));
            return new InputReport(input.Name, InputKind.Guide, 0, 0, tally.ToList(), error);
        }

        _guides.Add(id, (report, tally));
        return new InputReport(input.Name, InputKind.Guide, channels, programmes, tally.ToList()) { Mended = reader.Mended };
    }

    private static Problem TooMany(GuideInput input, long line, string channel) => new(input.Name, line, string.Create(CultureInfo.InvariantCulture,
        $"More than {ProgrammeWriter.MostChannels:N0} channels; take a guide of your own channels, or of your country: \"{channel}\"."));

    private void LeaveOut(string reason, string condition, List<InputReport> reports, int first)
    {
        _connection.Run(Schema.TimeIndex);
        using (var command = _connection.Command($"SELECT input, COUNT(*), title, start, MIN(line) FROM programme WHERE {condition} GROUP BY input"))
        {
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                if (_guides.TryGetValue(row.GetInt64(0), out var guide) && guide.Report >= first)
                {
                    var report = reports[guide.Report];
                    var count = row.GetInt32(1);
                    var at = DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(3));
                    guide.Tally.Add(new Problem(report.Name, row.GetInt64(4), $"{reason}\"{row.GetString(2)}\", {at:yyyy-MM-dd HH:mm} UTC"), count);
                    reports[guide.Report] = report with { Entries = report.Entries - count, LeftOut = guide.Tally.ToList() };
                }
            }
        }

        _connection.Run($"DELETE FROM programme WHERE {condition}");
    }

    private void Copy(string name)
    {
        var id = AddInput(name, OldVersion(name));
        _connection.Run(Schema.CopyGuide, ("@name", name), ("@input", id));
        _programmes.Forget();
    }

    private long AddInput(string name, string? version)
    {
        _connection.Run("INSERT INTO input VALUES (@id, @kind, @name, @version)",
            ("@id", ++_inputs), ("@kind", (long)InputKind.Guide), ("@name", name), ("@version", version));
        return _inputs;
    }

    private string? OldVersion(string name)
    {
        using var command = _connection.Command("SELECT version FROM old.input WHERE name = @name", ("@name", name));
        return command.ExecuteScalar() as string;
    }

    private List<string> OldGuides() => _hasOld ? GuideQueries.GuideNames(_connection, "old") : [];

    private static Channel WithNames(Channel channel, List<string> names) => channel with
    {
        Aliases = [.. channel.Aliases.Union(names, StringComparer.Ordinal).Where(name => name != channel.Name)],
    };
}
