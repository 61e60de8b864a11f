using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Api;

internal static class EventEndpoints
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapGet("/events", Stream).WithSummary("Server-Sent Events of the household: snapshot, command, status, tv, candidates, heartbeat.")
            .Produces(200, contentType: "text/event-stream");

    private static ServerSentEventsResult<string> Stream(HttpContext http, HouseholdEvents events, IServiceScopeFactory scopes, IHostApplicationLifetime life)
    {
        var person = DemandMember.PersonOf(http);
        var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, life.ApplicationStopping);
        http.Response.RegisterForDispose(end);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no"; // nginx keeps events back otherwise.
        return TypedResults.ServerSentEvents(Items(person, events, scopes, end.Token));
    }

    private static async IAsyncEnumerable<SseItem<string>> Items(
        Person person, HouseholdEvents events, IServiceScopeFactory scopes, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var subscription = events.SubscribeAsync(person.HouseholdId, person.AccountId, SnapshotAsync, cancel).GetAsyncEnumerator(cancel);
        while (await NextAsync(subscription))
        {
            yield return new SseItem<string>(subscription.Current.Json, subscription.Current.Name);
        }

        async Task<HubEvent?> SnapshotAsync()
        {
            await using var scope = scopes.CreateAsyncScope();
            return !await scope.ServiceProvider.GetRequiredService<CurrentMember>().IsMemberAsync(person) ? null : HubEvent.Of(await scope.ServiceProvider.GetRequiredService<SnapshotReader>().ReadAsync(person));
        }
    }

    /// <summary>The phone hung up, or the hub stops: the stream ends, and nothing is wrong.</summary>
    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<HubEvent> subscription)
    {
        try
        {
            return await subscription.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
