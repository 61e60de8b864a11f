using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Api;
using SeeIt.Hub.Devices;
using SeeIt.Hub.Unfolding;

namespace SeeIt.Hub.Posts;

/// <summary>
/// Passes posts on to the box and its candidates back. A post whose box is offline or late is kept in that TV's
/// watch-later list until the box has answered; then its words are forgotten.
/// </summary>
internal sealed class PostService(
    IDbContextFactory<HubDatabase> databases,
    IDeviceRouter router,
    HouseholdEvents events,
    Unfolder unfolder,
    HubSettings settings,
    TimeProvider clock)
{
    /// <summary>Of one TV's watch-later list; the oldest go first.</summary>
    private const int MostKept = 200;

    private readonly ConcurrentDictionary<Guid, Waiting> _waiting = new();

    private sealed record Waiting(string TvId, TaskCompletionSource<CandidateList> Answer);

    /// <summary>Reads the post's link, asks the box and waits for its answer, all within the time that a phone waits.</summary>
    /// <param name="tv">Whose box is asked.</param>
    /// <param name="shared">The post, checked by <see cref="PostRules"/>.</param>
    /// <param name="account">Who shares it.</param>
    /// <returns>The answer, or the post as it waits in the watch-later list.</returns>
    public async Task<PostView> ShareAsync(Tv tv, Post shared, string account)
    {
        using var wait = new CancellationTokenSource(TimeSpan.FromMilliseconds(settings.PostWaitMs), clock);
        var (post, failure) = await unfolder.UnfoldAsync(shared, account);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var waiting = new Waiting(tv.Id, new TaskCompletionSource<CandidateList>(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting[id] = waiting;
        try
        {
            if (router.IsLinked(tv.Id))
            {
                await router.AskAsync(tv.Id, new PostQuestion(id, post));
                await Task.WhenAny(waiting.Answer.Task, Task.Delay(Timeout.InfiniteTimeSpan, clock, wait.Token));
            }

            return await KeepAsync(tv.Id, id, post, failure, waiting.Answer.Task);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    /// <summary>A box's answer, in time or late. An answer to what nobody asked this box is dropped.</summary>
    public async Task AnswerAsync(string tvId, PostAnswer answer)
    {
        if (_waiting.TryGetValue(answer.Id, out var waiting))
        {
            if (waiting.TvId == tvId)
            {
                waiting.Answer.TrySetResult(answer.Answer);
            }

            return;
        }

        await using var database = await databases.CreateDbContextAsync();
        var row = await database.Posts.SingleOrDefaultAsync(p => p.Id == answer.Id && p.TvId == tvId && p.AnswerJson == null);
        if (row is not null)
        {
            await SettleAsync(database, row, answer.Answer);
        }
    }

    /// <summary>The box is back: it is asked all that waited for it, oldest first.</summary>
    public async Task LinkedAsync(string tvId)
    {
        await using var database = await databases.CreateDbContextAsync();
        var rows = await database.Posts.AsNoTracking()
            .Where(p => p.TvId == tvId && p.PostJson != null)
            .OrderBy(p => p.SharedAtMs)
            .ToListAsync();
        foreach (var row in rows)
        {
            await router.AskAsync(tvId, new PostQuestion(row.Id, JsonSerializer.Deserialize(row.PostJson!, HubJson.Default.Post)!, IsLate: true));
        }
    }

    /// <summary>Nobody looks at the candidates any more, and nothing was tapped: the box need not keep any of them ready.</summary>
    public Task CloseSheetAsync(PostView post) => router.CloseSheetAsync(post.TvId, post.PostId);

    public async Task<PostView?> FindAsync(Guid id, Guid household)
    {
        await using var database = await databases.CreateDbContextAsync();
        var row = await database.Posts.AsNoTracking()
            .SingleOrDefaultAsync(p => p.Id == id && database.Tvs.Any(tv => tv.Id == p.TvId && tv.HouseholdId == household));
        return row is null ? null : View(row);
    }

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<PostView>> WatchLaterAsync(Tv tv)
    {
        await using var database = await databases.CreateDbContextAsync();
        var rows = await database.Posts.AsNoTracking()
            .Where(p => p.TvId == tv.Id && p.WatchLater)
            .OrderByDescending(p => p.SharedAtMs)
            .ToListAsync();
        return [.. rows.Select(View)];
    }

    /// <returns>False when there is no such post.</returns>
    public async Task<bool> RemoveAsync(Tv tv, Guid id)
    {
        await using var database = await databases.CreateDbContextAsync();
        return await database.Posts.Where(p => p.Id == id && p.TvId == tv.Id).ExecuteDeleteAsync() > 0;
    }

    private async Task<PostView> KeepAsync(string tvId, Guid id, Post post, LinkFailure? failure, Task<CandidateList> answer)
    {
        var inTime = answer.IsCompletedSuccessfully;
        var row = new SharedPost
        {
            Id = id,
            TvId = tvId,
            SharedAtMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            PostJson = inTime ? null : JsonSerializer.Serialize(post, HubJson.Default.Post),
            AnswerJson = inTime ? JsonSerializer.Serialize(await answer, HubJson.Default.CandidateList) : null,
            WatchLater = !inTime,
            LinkFailure = failure,
        };
        await using var database = await databases.CreateDbContextAsync();
        database.Posts.Add(row);
        await database.SaveChangesAsync();
        if (!inTime)
        {
            await TrimAsync(database, tvId);
        }

        // From here on an answer finds the row. One that came while the row was written is settled now.
        _waiting.TryRemove(id, out _);
        if (!inTime && answer.IsCompletedSuccessfully)
        {
            await SettleAsync(database, row, await answer);
        }

        return View(row);
    }

    private async Task SettleAsync(HubDatabase database, SharedPost row, CandidateList answer)
    {
        row.AnswerJson = JsonSerializer.Serialize(answer, HubJson.Default.CandidateList);
        row.PostJson = null;
        await database.SaveChangesAsync();
        var household = await database.Tvs.Where(tv => tv.Id == row.TvId).Select(tv => tv.HouseholdId).SingleAsync();
        events.Publish(household, HubEvent.Of(View(row)));
    }

    private static async Task TrimAsync(HubDatabase database, string tvId)
    {
        var kept = database.Posts.Where(p => p.TvId == tvId && p.WatchLater).OrderByDescending(p => p.SharedAtMs).Take(MostKept).Select(p => p.Id);
        await database.Posts.Where(p => p.TvId == tvId && p.WatchLater && !kept.Contains(p.Id)).ExecuteDeleteAsync();
    }

    private static PostView View(SharedPost row)
    {
        var post = row.PostJson is { } json ? JsonSerializer.Deserialize(json, HubJson.Default.Post) : null;
        var answer = row.AnswerJson is { } a ? JsonSerializer.Deserialize(a, HubJson.Default.CandidateList) : null;
        return new PostView(
            row.Id, row.TvId, DateTimeOffset.FromUnixTimeMilliseconds(row.SharedAtMs),
            post is null ? null : post.Text.Length > 0 ? post.Text : post.Link,
            Answered: answer is not null,
            answer?.Candidates ?? [], answer?.None ?? 1, answer?.OneTap ?? false, row.LinkFailure);
    }
}
