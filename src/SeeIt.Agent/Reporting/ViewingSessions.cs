using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SeeIt.Agent.Link;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Storage;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Reporting;

/// <summary>Keeps the viewing sessions. A disk that takes no more costs the record, never the picture. Thread-safe.</summary>
public sealed partial class ViewingSessions(StateStore store, LinkOutbox outbox, Problems problems, TimeProvider time, ILogger<ViewingSessions> log) : IAsyncDisposable
{
    private const string Subject = "storage";

    private readonly ConcurrentDictionary<long, long> _began = new();
    private readonly Lock _lock = new();
    private Task _writing = Task.CompletedTask;

    /// <summary>A session begins: at the first picture.</summary>
    /// <param name="viewed">What is on.</param>
    /// <param name="post">The post it came from.</param>
    /// <param name="placeMs">Where it begins, in media time.</param>
    /// <returns>For <see cref="End"/>; null when it could not be kept.</returns>
    public long? Begin(Viewed viewed, Post? post, long placeMs = 0)
    {
        try
        {
            var session = store.BeginSession(
                new KeptShow(viewed.CommandId, viewed.ChannelId, viewed.Title, post, viewed.RequestedBy, placeMs), time.GetUtcNow());
            _began[session] = time.GetTimestamp();
            problems.Set(Subject, null);
            return session;
        }
        catch (SqliteException exception)
        {
            NotKept(exception);
            return null;
        }
    }

    /// <summary>It is there now, in media time. Returns at once: the picture is watched on.</summary>
    public void KeepPlace(long? session, long placeMs) => Write(session, begun => store.KeepPlace(begun, placeMs));

    /// <summary>And ends. Returns at once: what comes on next does not wait for the disk.</summary>
    public SessionEnd End(long? session, Guid command, ViewingOutcome outcome)
    {
        var end = new SessionEnd(session, command, outcome, time.GetUtcNow());
        var now = time.GetTimestamp();
        Write(session, begun =>
        {
            var watched = _began.TryRemove(begun, out var began) ? time.GetElapsedTime(began, now) : TimeSpan.Zero;
            store.EndSession(begun, outcome, end.At, watched);
            outbox.Post(new LinkMessage.Viewings());
        });
        return end;
    }

    /// <summary>Returns when all is written.</summary>
    public async ValueTask DisposeAsync() => await _writing;

    private void Write(long? session, Action<long> write)
    {
        if (session is { } begun)
        {
            lock (_lock)
            {
                _writing = WriteAfterAsync(_writing, () => write(begun));
            }
        }
    }

    private async Task WriteAfterAsync(Task before, Action write)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            write();
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
