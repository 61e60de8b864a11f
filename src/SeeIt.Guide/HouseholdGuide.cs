using Microsoft.Data.Sqlite;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Matching;
using SeeIt.Guide.Store;

namespace SeeIt.Guide;

/// <summary>
/// The household's channels and what is on them: guide.db in the state folder. Thread-safe. Readers see one complete
/// generation after the other and never wait for an import; imports take turns.
/// </summary>
public sealed class HouseholdGuide : IDisposable
{
    /// <summary>A schedule that shifts by more is another airing.</summary>
    private static readonly TimeSpan LargestShift = TimeSpan.FromHours(12);

    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly Lock _importing = new();
    private volatile Generation? _current;

    private HouseholdGuide(string path, TimeProvider time)
    {
        _path = path;
        _time = time;
    }

    /// <summary>Why the stored guide could not be read when it was opened; null when it could, or there was none.</summary>
    public Problem? OpenProblem { get; private set; }

    /// <summary>In the lineup's order. Without a lineup, the guide's channels, without sources.</summary>
    public IReadOnlyList<Channel> Channels => _current?.Channels ?? [];

    /// <summary>Opens guide.db in a folder, which is created when it is missing. A damaged file counts as none: see <see cref="OpenProblem"/>.</summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="time">Its zone is the household's: "at 21:00" in a post is meant in it.</param>
    /// <exception cref="IOException">The folder cannot be created.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be created.</exception>
    public static HouseholdGuide Open(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var guide = new HouseholdGuide(Path.Combine(folder, "guide.db"), time);
        if (File.Exists(guide._path))
        {
            try
            {
                guide._current = Generation.Open(guide._path);
            }
            catch (SqliteException exception)
            {
                guide.OpenProblem = new Problem(guide._path, 0, $"The stored guide cannot be read; import lineup and guide again. {exception.Message}");
            }
        }

        return guide;
    }

    /// <summary>
    /// Builds a new generation and puts it in place. A list that is empty leaves that half as it is; else the list replaces
    /// it, except that a broken input keeps what was imported under its name, and when every input of a kind is broken, that
    /// half stays as it is.
    /// </summary>
    /// <param name="lineups">M3U playlists in the owner's order of preference.</param>
    /// <param name="guides">XMLTV files; where two have a programme at the same time on a channel, the first counts.</param>
    /// <param name="cancellation">Leaves everything as it was.</param>
    /// <returns>Expected errors (bad inputs, a full disk) are in the result.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ImportResult Import(IReadOnlyList<NamedStream> lineups, IReadOnlyList<NamedStream> guides, CancellationToken cancellation = default)
    {
        lock (_importing)
        {
            var reports = new List<InputReport>();
            try
            {
                // Held against other processes that import into the same folder.
                using var exclusive = new FileStream(_path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                var installed = Build(lineups, guides, reports, cancellation);
                return Result(reports, installed, null);
            }
            catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
            {
                return Result(reports, installed: false, new Problem(_path, 0, $"The guide could not be stored. {exception.Message}"));
            }
        }
    }

    /// <summary>By id, number, name or alias, in any case, with or without accents and "HD".</summary>
    public Channel? FindChannel(string idOrNameOrNumber) => _current?.Names.Find(idOrNameOrNumber);

    /// <summary>What is on a channel at a time; null in a gap or on an unknown channel.</summary>
    public Airing? On(string channelId, DateTimeOffset at) =>
        Query(generation => generation.Query(connection => GuideQueries.On(connection, channelId, at.ToUnixTimeSeconds())), null);

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
    public IReadOnlyList<Airing> Next(string title, DateTimeOffset from, int limit = 10) =>
        Query(
            generation => generation.Query(connection => GuideQueries.OfShow(
                connection, ShowId.Of(title), from.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds(), limit)),
            []);

    /// <summary>Full-text search of titles, episode titles, descriptions and people, best first, of what is not over yet.</summary>
    /// <param name="text">Words, all of which must occur; the last one may be unfinished.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<Airing> Search(string text, int limit = 20) =>
        Query(
            generation => generation.Query(connection => GuideQueries.Search(connection, text, _time.GetUtcNow().ToUnixTimeSeconds(), limit)),
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

    public void Dispose() => _current?.Dispose();

    private bool Build(IReadOnlyList<NamedStream> lineups, IReadOnlyList<NamedStream> guides, List<InputReport> reports, CancellationToken cancellation)
    {
        var newPath = _path + ".new";
        File.Delete(newPath);
        try
        {
            var old = _current;
            IReadOnlyList<Channel> channels = [.. (old?.Channels ?? []).Where(channel => channel.Sources.Count > 0)];
            channels = LineupImport.Read(lineups, channels, reports, cancellation);
            using (var builder = old is not null && guides.Count == 0
                ? GenerationBuilder.WithGuideOf(_path, newPath)
                : GenerationBuilder.New(newPath, old is null ? null : _path))
            {
                if (guides.Count > 0)
                {
                    builder.AddGuides(guides, reports, cancellation);
                }

                if (reports.TrueForAll(report => report.Error is not null))
                {
                    return false;
                }

                builder.Finish(channels);
            }

            cancellation.ThrowIfCancellationRequested();
            DurableFile.MoveIntoPlace(newPath, _path);
            _current = Generation.Open(_path);
            OpenProblem = null;
            old?.Dispose();
            return true;
        }
        finally
        {
            File.Delete(newPath);
        }
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
        while (_current is { } generation)
        {
            try
            {
                return query(generation);
            }
            catch (ObjectDisposedException) when (generation != _current)
            {
                // An import put a newer generation in place between the two lines.
            }
        }

        return without;
    }
}
