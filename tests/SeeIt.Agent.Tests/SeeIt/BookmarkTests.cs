using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Link;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Storage;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.SeeIt;

/// <summary>What an agent that is killed would find at its next start.</summary>
public sealed class BookmarkTests : IAsyncDisposable
{
    private static readonly TimeSpan _report = TimeSpan.FromMilliseconds(500);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly StateStore _store;
    private readonly ViewingSessions _sessions;
    private readonly Bookmark _bookmark;

    public BookmarkTests()
    {
        _store = new StateStore(_folder.Path, _time);
        _sessions = new ViewingSessions(_store, new LinkOutbox(), new Problems(), _time, NullLogger<ViewingSessions>.Instance);
        var viewed = new Viewed(Guid.NewGuid(), "film", "Film", null, null);
        _bookmark = new Bookmark(_sessions, _sessions.Begin(viewed, post: null, placeMs: 60_000), TimeSpan.FromSeconds(60), _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_place_is_kept_each_ten_seconds_and_no_sooner()
    {
        Play(from: 60, seconds: 9.5);
        Assert.Equal(60, await KeptAsync());
        Play(from: 70, seconds: 0.5);
        Assert.Equal(70, await KeptAsync());
        Play(from: 70.5, seconds: 9);
        Assert.Equal(70, await KeptAsync());
    }

    [Fact]
    public async Task A_place_that_was_sought_is_kept_at_once()
    {
        Play(from: 60, seconds: 2);
        Play(from: 1_800, seconds: 0.5);
        Assert.Equal(1_800, await KeptAsync());
        Play(from: 30, seconds: 0.5);
        Assert.Equal(30, await KeptAsync());
    }

    [Fact]
    public async Task A_place_that_was_sought_before_the_player_told_any_is_kept_at_once()
    {
        Play(from: 30, seconds: 0.5);
        Assert.Equal(30, await KeptAsync());
    }

    [Fact]
    public async Task A_place_at_which_it_is_paused_is_kept_at_once()
    {
        Play(from: 60, seconds: 3);
        _bookmark.Keep();
        Assert.Equal(62.5, await KeptAsync());
    }

    private void Play(double from, double seconds)
    {
        for (var at = 0.0; at < seconds; at += _report.TotalSeconds)
        {
            _time.Advance(_report);
            _bookmark.Reached(TimeSpan.FromSeconds(from + at));
        }
    }

    private async Task<double> KeptAsync()
    {
        await _sessions.DisposeAsync();
        using var next = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={_folder.File("state.db")};Pooling=False;Mode=ReadOnly");
        next.Open();
        using var select = next.CreateCommand();
        select.CommandText = "SELECT place_ms FROM viewing_session";
        return (long)select.ExecuteScalar()! / 1_000.0;
    }
}
