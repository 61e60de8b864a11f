using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Storage;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Tests.Storage;

public sealed class StateStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seeit-store-").FullName;
    private readonly Command _command = new(Guid.NewGuid(), 7, new PauseVerb(), 5000, "Ada");

    private readonly KeptShow _show;

    public StateStoreTests() => _show = new(_command.Id, "garden", "The Night Garden", new Post("#NightGarden"), "Ada", 5_000);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_session_that_ended_last_is_told_with_its_outcome()
    {
        using var store = Open();
        Assert.Null(store.LastEnd);
        var session = store.BeginSession(_show, DateTimeOffset.UnixEpoch);
        Assert.Null(store.LastEnd);
        store.EndSession(session, ViewingOutcome.Finished, DateTimeOffset.UnixEpoch.AddHours(1), TimeSpan.FromHours(1));
        Assert.Equal(new SessionEnd(session, _command.Id, ViewingOutcome.Finished, DateTimeOffset.UnixEpoch.AddHours(1)), store.LastEnd);
    }

    /// <summary>The disk has what was written up to some byte of the log: any byte, as a power cut leaves it.</summary>
    [Fact]
    public void After_a_power_cut_in_a_write_it_opens_clean_and_at_most_the_last_session_is_lost()
    {
        const int Sessions = 5;
        var copy = Directory.CreateTempSubdirectory("seeit-cut-").FullName;
        List<long> logAfter = [];
        using (var store = Open())
        {
            for (var session = 0; session < Sessions; session++)
            {
                store.EndSession(store.BeginSession(_show, DateTimeOffset.UnixEpoch), ViewingOutcome.Finished, DateTimeOffset.UnixEpoch.AddHours(1), TimeSpan.FromHours(1));
                logAfter.Add(new FileInfo(Path.Combine(_folder, "state.db-wal")).Length);
            }

            var random = new Random(7);
            for (var cut = 0; cut < 60; cut++)
            {
                var length = random.NextInt64(logAfter[0], logAfter[^1] + 1);
                File.Copy(Path.Combine(_folder, "state.db"), Path.Combine(copy, "state.db"), overwrite: true);
                File.WriteAllBytes(Path.Combine(copy, "state.db-wal"), Log()[..(int)length]);
                File.Delete(Path.Combine(copy, "state.db-shm"));
                using var after = new StateStore(copy, TimeProvider.System);
                Assert.Equal("ok", StateFile.Scalar(copy, "PRAGMA integrity_check"));
                var kept = after.UndeliveredViewings().Count(viewing => viewing.Outcome == ViewingOutcome.Finished);
                Assert.InRange(kept, logAfter.Count(end => end <= length), Sessions);
            }
        }

        Directory.Delete(copy, recursive: true);

        byte[] Log()
        {
            using var file = new FileStream(Path.Combine(_folder, "state.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
    }

    [Fact]
    public void What_was_watched_waits_until_the_hub_has_it_also_over_a_restart()
    {
        using (var store = Open())
        {
            var session = store.BeginSession(_show, DateTimeOffset.UnixEpoch);
            Assert.Empty(store.UndeliveredViewings());
            store.EndSession(session, ViewingOutcome.Stopped, DateTimeOffset.UnixEpoch.AddMinutes(20), TimeSpan.FromMinutes(20));
        }

        using var again = Open();
        var viewing = Assert.Single(again.UndeliveredViewings());
        Assert.Equal(
            new Viewing(viewing.Id, _command.Id, "garden", "The Night Garden", "Ada", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddMinutes(20), ViewingOutcome.Stopped),
            viewing);
        again.MarkDelivered([viewing]);
        Assert.Empty(again.UndeliveredViewings());
    }

    /// <summary>The hub ends a link by which a message of more than 64 KB comes.</summary>
    [Fact]
    public void However_long_their_texts_are_viewings_fit_into_the_links_messages_and_none_is_left()
    {
        using var store = Open();
        var show = _show with { Title = new string('й', 5_000), ChannelId = new string('ы', 5_000), RequestedBy = new string('я', 5_000) };
        for (var i = 0; i < 30; i++)
        {
            store.EndSession(store.BeginSession(i == 20 ? show : _show with { Title = new string('й', 400) }, DateTimeOffset.UnixEpoch), ViewingOutcome.Stopped, DateTimeOffset.UnixEpoch.AddMinutes(i), TimeSpan.Zero);
        }

        var told = new List<Viewing>();
        while (store.UndeliveredViewings() is { Count: > 0 } viewings)
        {
            Assert.InRange(JsonSerializer.SerializeToUtf8Bytes(viewings, HubJson.Default.IReadOnlyListViewing).Length, 1, 60 * 1_024);
            store.MarkDelivered(viewings);
            told.AddRange(viewings);
        }

        Assert.Equal(Enumerable.Range(0, 30).Select(i => DateTimeOffset.UnixEpoch.AddMinutes(i)), told.Select(viewing => viewing.Ended));
    }

    /// <summary>A hub that is away for a year must not fill the box's disk, and what it has heard goes first.</summary>
    [Fact]
    public void Of_very_many_sessions_those_that_the_hub_has_go_first()
    {
        using var store = Open();
        StateFile.Execute(_folder, """
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 21000)
            INSERT INTO viewing_session (command, channel_id, started, ended, outcome, uid, delivered)
            SELECT lower(hex(randomblob(16))), 'c', i, i + 1, 'stopped', lower(hex(randomblob(16))), i % 2 FROM n;
            """);
        store.Tidy();
        var oldest = store.UndeliveredViewings()[0];
        Assert.Equal(1_000, oldest.Started.ToUnixTimeMilliseconds());
        Assert.Equal(0L, StateFile.Scalar(_folder, "SELECT count(*) FROM viewing_session WHERE delivered = 1 AND id < 20900"));
        Assert.Equal(10_001L, StateFile.Scalar(_folder, "SELECT count(*) FROM viewing_session WHERE delivered = 0"));
    }

    [Fact]
    public void A_command_is_accepted_once_even_after_a_restart()
    {
        using (var store = Open())
        {
            Assert.True(store.TryAccept(_command));
            Assert.False(store.TryAccept(_command));
        }

        using var again = Open();
        Assert.False(again.TryAccept(_command));
        Assert.Equal(7, again.LastSequence);
    }

    [Fact]
    public void The_first_terminal_report_stands()
    {
        using var store = Open();
        store.TryAccept(_command);
        Assert.True(store.TryFinish(new(_command.Id, Progress.Done, FirstPictureMs: 321)));
        Assert.False(store.TryFinish(new(_command.Id, Progress.Failed, FailureKind.Frozen)));
        Assert.Equal(new CommandReport(_command.Id, Progress.Done, FirstPictureMs: 321), store.ResultOf(_command.Id));
    }

    [Fact]
    public void Results_wait_until_they_are_delivered()
    {
        using (var store = Open())
        {
            store.TryAccept(_command);
            Assert.Empty(store.Undelivered());
            store.TryFinish(new(_command.Id, Progress.Done));
        }

        using var again = Open();
        Assert.Equal(_command.Id, Assert.Single(again.Undelivered()).CommandId);
        again.MarkDelivered(_command.Id);
        Assert.Empty(again.Undelivered());
    }

    [Fact]
    public void A_show_that_was_on_when_the_agent_was_killed_is_known_at_the_next_start_and_only_then()
    {
        using (var store = Open())
        {
            store.TryAccept(_command);
            var ended = store.BeginSession(new KeptShow(_command.Id, "harbour", null, null), DateTimeOffset.UnixEpoch);
            store.EndSession(ended, ViewingOutcome.Stopped, DateTimeOffset.UnixEpoch, TimeSpan.FromHours(1));
            Assert.Null(store.Interrupted);
            var session = store.BeginSession(_show, DateTimeOffset.UnixEpoch);
            store.KeepPlace(session, 60_000);
            store.KeepPlace(session, 90_000);
        }

        using (var again = Open())
        {
            Assert.Equal(_show with { PlaceMs = 90_000 }, again.Interrupted);
            Assert.Equal(ViewingOutcome.Interrupted, again.LastEnd?.Outcome);
        }

        using var third = Open();
        Assert.Null(third.Interrupted);
    }

    [Theory]
    [InlineData(ViewingOutcome.Interrupted, 59, true)]
    [InlineData(ViewingOutcome.Interrupted, 61, false)]
    [InlineData(ViewingOutcome.Stopped, 1, false)]
    public void A_show_that_was_on_when_the_agent_was_stopped_is_known_for_a_minute(ViewingOutcome outcome, int secondsLater, bool isKnown)
    {
        var stopped = TimeProvider.System.GetUtcNow();
        using (var store = Open())
        {
            store.EndSession(store.BeginSession(_show, stopped.AddHours(-1)), outcome, stopped, TimeSpan.FromHours(1));
        }

        var later = new FakeTimeProvider(stopped.AddSeconds(secondsLater));
        using (var again = new StateStore(_folder, later))
        {
            Assert.Equal(isKnown ? _show : null, again.Interrupted);
            Assert.Equal(outcome, again.LastEnd?.Outcome);
        }

        using var third = new StateStore(_folder, later);
        Assert.Null(third.Interrupted);
    }

    [Fact]
    public void What_ran_when_the_box_died_has_failed_as_interrupted()
    {
        using (var store = Open())
        {
            store.TryAccept(_command);
            store.BeginSession(_show, DateTimeOffset.UnixEpoch);
        }

        using var again = Open();
        var report = Assert.Single(again.Undelivered());
        Assert.Equal((Progress.Failed, FailureKind.Interrupted), (report.Progress, report.Failure));
    }

    [Fact]
    public void A_second_agent_with_the_same_folder_is_refused()
    {
        using var first = StateFolder.Open(_folder);
        var refusal = Assert.Throws<IOException>(() => StateFolder.Open(_folder));
        Assert.Contains("Another agent", refusal.Message, StringComparison.Ordinal);
    }

    private StateStore Open() => new(_folder, TimeProvider.System);
}
