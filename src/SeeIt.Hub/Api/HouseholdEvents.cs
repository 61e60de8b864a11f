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
                subscriber.LostSome = true;
            }
        }
    }

    /// <param name="household">Whose events.</param>
    /// <param name="snapshot">Reads the state of now; called after the subscription stands, so nothing falls between the two.</param>
    /// <param name="cancel">Ends the subscription.</param>
    public async IAsyncEnumerable<HubEvent> SubscribeAsync(
        Guid household, Func<Task<HubEvent>> snapshot, [EnumeratorCancellation] CancellationToken cancel)
    {
        var subscriber = new Subscriber { LostSome = true };
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
                    yield return await snapshot();
                }
                else
                {
                    yield return await NextAsync(subscriber, cancel);
                }
            }
        }
        finally
        {
            subscribers.TryRemove(subscriber, out _);
        }
    }

    private async Task<HubEvent> NextAsync(Subscriber subscriber, CancellationToken cancel)
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
    }
}
