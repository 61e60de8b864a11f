using Microsoft.Data.Sqlite;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Storage;
using SeeIt.Contracts;

namespace SeeIt.Agent.Reporting;

/// <summary>Keeps the viewing sessions. A disk that takes no more costs the record, never the picture. Thread-safe.</summary>
public sealed partial class ViewingSessions(StateStore store, Problems problems, TimeProvider time, ILogger<ViewingSessions> log)
{
    private const string Subject = "storage";

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

    /// <summary>And ends.</summary>
    public void End(long? session, ViewingOutcome outcome)
    {
        try
        {
            if (session is { } begun)
            {
                store.EndSession(begun, outcome, time.GetUtcNow());
            }
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
