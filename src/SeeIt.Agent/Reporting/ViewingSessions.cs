using Microsoft.Data.Sqlite;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Storage;
using SeeIt.Contracts;

namespace SeeIt.Agent.Reporting;

/// <summary>Keeps the viewing sessions. A disk that takes no more costs the record, never the picture. Thread-safe.</summary>
public sealed partial class ViewingSessions(StateStore store, Problems problems, TimeProvider time, ILogger<ViewingSessions> log) : IAsyncDisposable
{
    private const string Subject = "storage";

    private readonly Lock _lock = new();
    private Task _ending = Task.CompletedTask;

    /// <summary>A session begins: at the first picture.</summary>
    /// <returns>For <see cref="End"/>; null when it could not be kept.</returns>
    public long? Begin(Viewed viewed, Post? post)
    {
        try
        {
            var session = store.BeginSession(viewed.CommandId, viewed.ChannelId, viewed.Title, post, time.GetUtcNow());
            problems.Set(Subject, null);
            return session;
        }
        catch (SqliteException exception)
        {
            NotKept(exception);
            return null;
        }
    }

    /// <summary>And ends. Returns at once: what comes on next does not wait for the disk.</summary>
    public void End(long? session, ViewingOutcome outcome)
    {
        if (session is { } begun)
        {
            var ended = time.GetUtcNow();
            lock (_lock)
            {
                _ending = Task.WhenAll(_ending, Task.Run(() => KeepEnd(begun, outcome, ended)));
            }
        }
    }

    /// <summary>Returns when every end is kept.</summary>
    public async ValueTask DisposeAsync() => await _ending;

    private void KeepEnd(long session, ViewingOutcome outcome, DateTimeOffset ended)
    {
        try
        {
            store.EndSession(session, outcome, ended);
        }
        catch (SqliteException exception)
        {
            NotKept(exception);
        }
    }

    private void NotKept(SqliteException exception)
    {
        problems.Set(Subject, $"The box can keep nothing: {exception.Message} What is on goes on.");
        NotKept(exception.Message);
    }

    [LoggerMessage(211, LogLevel.Error, "A viewing session was not kept: {Reason}")]
    private partial void NotKept(string reason);
}
