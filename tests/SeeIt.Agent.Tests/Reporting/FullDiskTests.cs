using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Link;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Storage;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Tests.Reporting;

/// <summary>A store that takes no more: triggers refuse each write, as SQLite does on a full disk.</summary>
public sealed class FullDiskTests : IAsyncDisposable
{
    private static readonly Viewed _viewed = new(Guid.NewGuid(), "garden", "Garden TV", "The Night Garden", null);

    private readonly string _folder = Directory.CreateTempSubdirectory("seeit-full-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly Problems _problems = new();
    private readonly StateStore _store;
    private readonly ViewingSessions _sessions;

    public FullDiskTests()
    {
        _store = new StateStore(_folder, _time);
        _sessions = new ViewingSessions(_store, new LinkOutbox(), _problems, _time, NullLogger<ViewingSessions>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_session_that_cannot_be_kept_is_a_problem_and_no_exception()
    {
        Fill();
        var session = _sessions.Begin(_viewed, post: null);
        Assert.Null(session);
        _sessions.End(session, _viewed.CommandId, ViewingOutcome.Finished);
        Assert.Contains("disk is full", Assert.Single(_problems.Current), StringComparison.Ordinal);

        Empty();
        Assert.NotNull(_sessions.Begin(_viewed, post: null));
        Assert.Empty(_problems.Current);
    }

    [Fact]
    public async Task An_end_that_cannot_be_kept_is_a_problem_and_no_exception()
    {
        var session = _sessions.Begin(_viewed, post: null);
        Fill();
        _sessions.End(session, _viewed.CommandId, ViewingOutcome.Finished);
        await _sessions.DisposeAsync();
        Assert.Single(_problems.Current);
    }

    [Fact]
    public void A_result_that_cannot_be_stored_is_told_once()
    {
        var reporter = new CommandReporter(_store, new LinkOutbox());
        var told = new List<CommandReport>();
        reporter.Reported += told.Add;
        var command = new Command(Guid.NewGuid(), 1, new PauseVerb(), 5_000, "Ada");
        _store.TryAccept(command);
        reporter.Report(new(command.Id, Progress.Accepted));
        Fill();
        reporter.Report(new(command.Id, Progress.Done));
        reporter.Report(new(command.Id, Progress.Failed, FailureKind.Frozen));
        Assert.Equal([Progress.Accepted, Progress.Done], told.Select(report => report.Progress));
    }

    private void Fill() => StateFile.Execute(_folder, string.Concat(from table in new[] { "command", "viewing_session", "learnt_source" }
                                                 from verb in new[] { "INSERT", "UPDATE" }
                                                 select $"CREATE TRIGGER full_{table}_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END;"));

    private void Empty() => StateFile.Execute(_folder, "DROP TRIGGER full_viewing_session_INSERT; DROP TRIGGER full_viewing_session_UPDATE;");
}
