using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SeeIt.Hub.Api;

/// <summary>
/// What happens in a household, to each of its phones. A phone that reads too slowly loses events and then gets a fresh
/// snapshot in their stead, so that it ends up knowing the same. Safe for any thread; publishing never waits.
/// </summary>
public sealed class HouseholdEvents(TimeProvider clock)
{
    private const int MostWaiting = 128;

    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<Subscriber, byte>> _households = new();

    private sealed class Subscriber
    {
        public required string AccountId { get; init; }

        public Channel<HubEvent> Events { get; } = Channel.CreateBounded<HubEvent>(
            new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

        public volatile bool LostSome;
    }

    public void Publish(Guid household, HubEvent happened)
    {
        if (!_households.TryGetValue(household, out var subscribers))
        {
            return;
        }

        foreach (var subscriber in subscribers.Keys)
        {
            if (!subscriber.Events.Writer.TryWrite(happened))
            {
                // Too slow; or dropped, and then its snapshot is refused.
                subscriber.LostSome = true;
            }
        }
    }

    /// <summary>Ends what this person listens to: they are in the household no longer.</summary>
    public void Drop(Guid household, string accountId) => Drop(household, subscriber => subscriber.AccountId == accountId);

    /// <summary>Ends what anybody listens to: the household is no more.</summary>
    public void DropAll(Guid household) => Drop(household, _ => true);

    /// <summary>Ends what this person listens to, in whatever household.</summary>
    public void DropEverywhere(string accountId)
    {
        foreach (var household in _households.Keys)
        {
            Drop(household, accountId);
        }
    }

    /// <param name="household">Whose events.</param>
    /// <param name="accountId">Who listens.</param>
    /// <param name="snapshot">
    /// Reads the state of now; called after the subscription stands, so nothing falls between the two. Null: the person is in
    /// the household no longer, and the subscription ends.
    /// </param>
    /// <param name="cancel">Ends the subscription.</param>
    public async IAsyncEnumerable<HubEvent> SubscribeAsync(
        Guid household, string accountId, Func<Task<HubEvent?>> snapshot, [EnumeratorCancellation] CancellationToken cancel)
    {
        var subscriber = new Subscriber { AccountId = accountId, LostSome = true };
        var subscribers = _households.GetOrAdd(household, _ => new ConcurrentDictionary<Subscriber, byte>());
        subscribers.TryAdd(subscriber, 0);
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                if (subscriber.LostSome)
                {
                    while (subscriber.Events.Reader.TryRead(out _))
                    {
                    }

                    subscriber.LostSome = false;
                    if (await snapshot() is not { } state)
                    {
                        yield break;
                    }

                    yield return state;
                }
                else if (await NextAsync(subscriber, cancel) is { } happened)
                {
                    yield return happened;
                }
                else
                {
                    yield break;
                }
            }
        }
        finally
        {
            subscribers.TryRemove(subscriber, out _);
        }
    }

    private void Drop(Guid household, Func<Subscriber, bool> which)
    {
        if (_households.TryGetValue(household, out var subscribers))
        {
            foreach (var subscriber in subscribers.Keys.Where(which))
            {
                subscriber.Events.Writer.TryComplete();
            }
        }
    }

    /// <returns>Null when the subscription was dropped.</returns>
    private async Task<HubEvent?> NextAsync(Subscriber subscriber, CancellationToken cancel)
    {
        if (subscriber.Events.Reader.TryRead(out var waiting))
        {
            return waiting;
        }

        using var quiet = new CancellationTokenSource(HeartbeatEvery, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, cancel);
        try
        {
            return await subscriber.Events.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return HubEvent.Heartbeat;
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }
}
