using Microsoft.Data.Sqlite;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Matching;
using SeeIt.Guide.Store;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide;

/// <summary>
/// The household's channels and what is on them: guide.db in the state folder. Thread-safe. Readers see one complete
/// generation after the other and never wait for an import; imports take turns. What another process imports into the same
/// folder is read from the next question on.
/// </summary>
public sealed class HouseholdGuide : IDisposable
{
    /// <summary>A schedule that shifts by more is another airing.</summary>
    private static readonly TimeSpan LargestShift = TimeSpan.FromHours(12);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Lock _importing = new();
    private readonly Lock _taking = new();
    private volatile Generation? _current;
    private FileStamp _seen;
    private bool _isDisposed;

    private HouseholdGuide(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
    }

    /// <summary>Why the stored guide could not be read when it was last looked for; null when it could, or there was none.</summary>
    public Problem? OpenProblem { get; private set; }

    /// <summary>In the lineup's order. Without a lineup, the guide's channels, without sources.</summary>
    public IReadOnlyList<Channel> Channels => Current?.Channels ?? [];

    /// <summary>Null when there is no programme on the household's channels.</summary>
    public GuideSpan? Span => Query(generation => generation.Span, null);

    /// <summary>
    /// Opens guide.db in a folder, which is created when it is missing. A damaged file counts as none: see
    /// <see cref="OpenProblem"/>. One of an older version is taken over.
    /// </summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="time">Its zone is the household's: "at 21:00" in a post is meant in it.</param>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be created.</exception>
    /// <exception cref="InvalidDataException">A newer version wrote the file.</exception>
    public static HouseholdGuide Open(string folder, TimeProvider time)
    {
        // The lineup's addresses are often passwords.
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var path = Path.Combine(folder, "guide.db");
        GuideUpgrade.Run(path);
        var guide = new HouseholdGuide(path, time);
        guide.TakeNewest();
        return guide;
    }

    /// <summary>
    /// Builds a new generation and puts it in place. A list that is empty leaves that half as it is; else the list replaces
    /// it, except that a broken input keeps what was imported under its name, and when every input of a kind is broken, that
    /// half stays as it is.
    /// </summary>
    /// <param name="lineups">Lineups in the owner's order of preference.</param>
    /// <param name="guides">Guides; where two have a programme at the same time on a channel, the first counts.</param>
    /// <param name="cancellation">Leaves everything as it was.</param>
    /// <returns>Expected errors (bad inputs, a full disk) are in the result.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImportResult Import(IReadOnlyList<LineupInput> lineups, IReadOnlyList<GuideInput> guides, CancellationToken cancellation = default)
    {
        lock (_importing)
        {
            var reports = new List<InputReport>();
            try
            {
                using var exclusive = ImportLock.TryHold(_path + ".lock");
                if (exclusive is null)
                {
                    return Result(reports, installed: false, new Problem(_path, 0, "Another process imports lineup or guide at this moment: try again when it is done."));
                }

                GuideUpgrade.RefuseNewer(_path);
                TakeNewest();
                var installed = Build(lineups, guides, reports, cancellation);
                return Result(reports, installed, null);
            }
            catch (InvalidDataException exception)
            {
                return Result(reports, installed: false, new Problem(_path, 0, exception.Message));
            }
            catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
            {
                return Result(reports, installed: false, new Problem(_path, 0, $"The guide could not be stored. {exception.Message}"));
            }
        }
    }

    /// <summary>By id, number, name or alias, in any case, with or without accents and "HD".</summary>
    public Channel? FindChannel(string idOrNameOrNumber) => Current?.Names.Find(idOrNameOrNumber);

    /// <summary>What is on a channel at a time; null in a gap or on an unknown channel.</summary>
    public Airing? On(string channelId, DateTimeOffset at) =>
        Query(generation => generation.Query(connection => GuideQueries.On(connection, channelId, at.ToUnixTimeSeconds())), null);

    /// <summary>What is on at a time, by channel.</summary>
    public IReadOnlyDictionary<string, Airing> On(DateTimeOffset at) =>
        Query(
            generation => generation.Query(connection => GuideQueries.OnAll(connection, at.ToUnixTimeSeconds())),
            new Dictionary<string, Airing>());

    /// <summary>What is on a channel from a time on, the programme that is running first.</summary>
    public IReadOnlyList<Airing> Schedule(string channelId, DateTimeOffset from, TimeSpan length, int limit = 100) =>
        Query(
            generation => generation.Query(connection => GuideQueries.OnChannel(
                connection, channelId, from.ToUnixTimeSeconds(), (from + length).ToUnixTimeSeconds(), limit)),
            []);

    /// <summary>
    /// Finds an airing again after the schedule may have shifted: the same show at that start, else the same programme id
    /// on the channel, else the same show there, whichever is nearest within twelve hours.
    /// </summary>
    public Airing? Find(string channelId, DateTimeOffset start, string title, string? programmeId = null)
    {
        var show = ShowId.Of(title);
        var around = Query(
            generation => generation.Query(connection => (IReadOnlyList<Airing>)
            [
                .. GuideQueries.OfShowOnChannel(connection, channelId, show, (start - LargestShift).ToUnixTimeSeconds(), (start + LargestShift).ToUnixTimeSeconds()),
                .. programmeId is null ? [] : GuideQueries.OfProgrammeId(connection, channelId, programmeId),
            ]),
            []);
        return around
            .Where(airing => (airing.Start - start).Duration() <= LargestShift)
            .OrderBy(airing => airing.Start == start && airing.Show == show ? 0 : airing.ProgrammeId is not null && airing.ProgrammeId == programmeId ? 1 : 2)
            .ThenBy(airing => (airing.Start - start).Duration())
            .FirstOrDefault();
    }

    /// <summary>The next airings of a show on any channel, what is on first.</summary>
    /// <param name="title">The show's.</param>
    /// <param name="from">What is over by then is left out.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="seriesId">Its <see cref="Airing.SeriesId"/>: airings of it under other titles are found too, as channels and countries have their own.</param>
    public IReadOnlyList<Airing> Next(string title, DateTimeOffset from, int limit = 10, string? seriesId = null) =>
        Query(
            generation => generation.Query(connection => (IReadOnlyList<Airing>)
            [
                .. GuideQueries.OfShow(connection, ShowId.Of(title), from.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds(), limit)
                    .Concat(seriesId is null ? [] : GuideQueries.OfSeries(connection, seriesId, from.ToUnixTimeSeconds(), limit))
                    .DistinctBy(airing => (airing.ChannelId, airing.Start))
                    .OrderBy(airing => airing.Start)
                    .Take(limit),
            ]),
            []);

    /// <summary>Full-text search of titles, episode titles, descriptions and people, best first, of what is not over yet.</summary>
    /// <param name="text">Words, all of which must occur; the last one may be unfinished.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="from">What is over by then is not searched; null: now.</param>
    public IReadOnlyList<Airing> Search(string text, int limit = 20, DateTimeOffset? from = null) =>
        Query(
            generation => generation.Query(connection => GuideQueries.Search(connection, text, (from ?? _time.GetUtcNow()).ToUnixTimeSeconds(), limit)),
            []);

    /// <summary>Which airing a post means, or that it means none of them. Never throws for any text.</summary>
    /// <param name="post">What was shared.</param>
    /// <param name="now">Decides what is on now.</param>
    public MatchResult Match(PostText post, DateTimeOffset now) =>
        Query(generation => Matcher.Match(generation, post, now, _time.LocalTimeZone), MatchResult.Nothing);

    /// <summary>What <see cref="Match"/> weighs for a post, before it becomes probabilities.</summary>
    internal IReadOnlyList<WeighedShow> Weigh(PostText post, DateTimeOffset now) =>
        Query<IReadOnlyList<WeighedShow>>(generation => Matcher.Weigh(generation, post, now, _time.LocalTimeZone), []);

    /// <summary>Builds what matching needs ahead of the first post.</summary>
    public void Warm() => Query(generation => generation.Shows.Count, 0);

    /// <summary>
    /// What the place of a guide called the version of it that is in use (<see cref="GuideInput.Version"/>); null when there is
    /// none, or it was given no name.
    /// </summary>
    public string? GuideVersion(string name) => Query(generation => generation.Query(connection => GuideQueries.Version(connection, name)), null);

    public void Dispose()
    {
        lock (_taking)
        {
            _isDisposed = true;
            _current?.Dispose();
        }
    }

    /// <summary>The newest generation in the folder.</summary>
    private Generation? Current
    {
        get
        {
            if (FileStamp.Of(_path) != _seen)
            {
                TakeNewest();
            }

            return _current;
        }
    }

    /// <summary>Takes what lies in the folder now, when it is another generation; one that cannot be read changes nothing but <see cref="OpenProblem"/>.</summary>
    /// <param name="written">Its channels, where this object has put them there a moment ago; null reads them.</param>
    private void TakeNewest(IReadOnlyList<Channel>? written = null)
    {
        lock (_taking)
        {
            var stamp = FileStamp.Of(_path);
            if (_isDisposed || stamp == _seen)
            {
                return;
            }

            _seen = stamp;
            OpenProblem = null;
            try
            {
                var old = _current;
                _current = stamp == default ? null : Generation.Open(_path, written);
                old?.Dispose();
            }
            catch (SqliteException exception)
            {
                OpenProblem = new Problem(_path, 0, $"The stored guide cannot be read; import lineup and guide again. {exception.Message}");
            }
        }
    }

    private bool Build(IReadOnlyList<LineupInput> lineups, IReadOnlyList<GuideInput> guides, List<InputReport> reports, CancellationToken cancellation)
    {
        var newPath = _path + ".new";
        File.Delete(newPath);
        try
        {
            var old = OpenProblem is null ? _current : null;
            IReadOnlyList<Channel> channels = [.. (old?.Channels ?? []).Where(channel => channel.Sources.Count > 0)];
            channels = LineupImport.Read(lineups, channels, reports, cancellation);
            var isGuideAsBefore = old is not null && IsAsBefore(old, guides, reports);
            if (isGuideAsBefore && lineups.Count == 0)
            {
                return false;
            }

            using (var builder = old is not null && isGuideAsBefore
                ? GenerationBuilder.WithGuideOf(_path, newPath)
                : GenerationBuilder.New(newPath, old is null ? null : _path))
            {
                if (!isGuideAsBefore)
                {
                    builder.AddGuides(guides, reports, cancellation);
                }

                if (reports.TrueForAll(report => report.Error is not null))
                {
                    return false;
                }

                channels = builder.Finish(channels);
            }

            cancellation.ThrowIfCancellationRequested();
            DurableFile.MoveIntoPlace(newPath, _path);
            TakeNewest(channels);
            return OpenProblem is null;
        }
        finally
        {
            File.Delete(newPath);
        }
    }

    /// <summary>Nothing has come of any guide, and none was taken away: its half is not built anew. The inputs are reported.</summary>
    private static bool IsAsBefore(Generation old, IReadOnlyList<GuideInput> guides, List<InputReport> reports)
    {
        var known = old.Query(GuideQueries.GuideNames);
        if (guides.Count > 0 && (guides.Any(input => input.Content is not null) || known.Except(guides.Select(input => input.Name)).Any()))
        {
            return false;
        }

        reports.AddRange(guides.Select(input => new InputReport(input.Name, InputKind.Guide, 0, 0, [], input.Error, known.Contains(input.Name))));
        return true;
    }

    private ImportResult Result(List<InputReport> reports, bool installed, Problem? error) => new(
        reports,
        installed,
        Channels.Count,
        Query(generation => (int)generation.Query(connection => connection.Number("SELECT COUNT(*) FROM channel_guide")), 0),
        Query(generation => (int)generation.Query(connection => connection.Number("SELECT COUNT(*) FROM programme")), 0),
        error);

    private T Query<T>(Func<Generation, T> query, T without)
    {
        while (Current is { } generation)
        {
            try
            {
                return query(generation);
            }
            catch (ObjectDisposedException) when (generation != _current)
            {
                // A newer generation took its place between the two lines.
            }
        }

        return without;
    }
}
