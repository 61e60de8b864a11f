using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Api;
using SeeIt.Hub.Commands;
using SeeIt.Hub.Pairing;
using SeeIt.Hub.Posts;
using SeeIt.Hub.Telemetry;

namespace SeeIt.Hub.Devices;

/// <summary>Greets boxes, sees them off, and works off what they say, in order and off the link's own time.</summary>
internal sealed partial class DeviceDesk(
    IDbContextFactory<HubDatabase> databases,
    DeviceLinks links,
    StatusBook statuses,
    CommandService commands,
    CommandTable table,
    PostService posts,
    HouseholdEvents events,
    IServiceScopeFactory scopes,
    IHostApplicationLifetime life,
    TimeProvider clock,
    ILogger<DeviceDesk> log) : IAsyncDisposable
{
    private const int LongestName = 64;
    private const string NotStored = "The hub cannot store it now.";

    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(5);

    /// <summary>The hub serves its own protocol version and the two before it.</summary>
    private const int OldestProtocol = DeviceLink.ProtocolVersion > 2 ? DeviceLink.ProtocolVersion - 2 : 1;

    private static readonly string Version =
        typeof(DeviceDesk).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static readonly string Node = Environment.MachineName;

    private readonly ConcurrentDictionary<string, Inbox> _inboxes = new();

    /// <summary>Takes up the links that boxes had when the hub was last here: they have the grace time to come back, once the hub listens.</summary>
    public void Load()
    {
        foreach (var (tvId, epoch) in table.HeldLeases())
        {
            links.Restore(tvId);
            life.ApplicationStarted.Register(() => links.Miss(tvId, unreachable: () => _ = UnreachableAsync(tvId, epoch)));
        }
    }

    /// <param name="tvId">Of the box.</param>
    /// <param name="hello">What it says of itself.</param>
    /// <param name="connect">Makes the link, from its lease's epoch.</param>
    /// <exception cref="HubException">The protocol is too old, the TV is not paired, or the link cannot be stored.</exception>
    public async Task<Welcome> HelloAsync(string tvId, Hello hello, Func<long, LinkConnection> connect)
    {
        if (hello.Protocol < OldestProtocol)
        {
            throw new HubException($"Protocol {hello.Protocol} is too old: this hub serves {OldestProtocol} to {DeviceLink.ProtocolVersion}. Update seeit-agent.");
        }

        var tv = await IntroduceAsync(tvId, hello) ?? throw new HubException("This TV is not paired.");
        var connection = connect(await TakeLeaseAsync(tvId, hello.BootId));
        var inbox = _inboxes.GetOrAdd(connection.ConnectionId, _ => Open(tvId, connection));
        if (links.Join(tvId, connection))
        {
            events.Publish(tv.HouseholdId, HubEvent.Of(new TvEvent(tvId, tv.Name, TvChange.Online)));
        }

        HubMeter.Linked();
        LogHello(tvId, hello.AgentVersion, hello.BootId, hello.LastSequence);
        inbox.TryAdd(async () =>
        {
            await commands.LinkedAsync(tvId, hello.LastSequence);
            await posts.LinkedAsync(tvId);
        });
        return new Welcome(Math.Min(hello.Protocol, DeviceLink.ProtocolVersion), hello.BootId, Version);
    }

    /// <summary>Completes when it is stored.</summary>
    /// <exception cref="HubException">It could not be: the box keeps it.</exception>
    public Task ReportAsync(string tvId, string connectionId, CommandReport report) => DoAsync(connectionId, () => commands.ReportAsync(tvId, report));

    /// <summary>Hands over again what is open. Completes when it is handed over.</summary>
    public Task ReconcileAsync(string tvId, string connectionId) => DoAsync(connectionId, () => commands.LinkedAsync(tvId));

    /// <summary>Completes when those that <see cref="ViewingRules"/> keep are stored.</summary>
    /// <exception cref="HubException">They are too many, or could not be stored: the box keeps them.</exception>
    public Task ViewingsAsync(string tvId, string connectionId, IReadOnlyList<Viewing> viewings)
    {
        if (viewings is null || viewings.Count > ViewingRules.Most)
        {
            throw new HubException($"Up to {ViewingRules.Most} viewings can be told at once.");
        }

        var kept = ViewingRules.Kept(viewings);
        if (kept.Count < viewings.Count)
        {
            LogNoViewings(tvId, viewings.Count - kept.Count);
        }

        return DoAsync(connectionId, async () =>
        {
            if (await HouseholdOfAsync(tvId) is { } household)
            {
                await table.SaveAsync(tvId, household, kept);
            }
        });
    }

    /// <summary>The box was reset. Completes when it is unpaired; the box hangs up by itself.</summary>
    public Task UnpairAsync(string tvId, string connectionId) => DoAsync(connectionId, async () =>
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Unpairing>().LeaveAsync(tvId);
    });

    public void Enqueue(string tvId, string connectionId, TvStatus status) => Enqueue(connectionId, async () =>
    {
        if (statuses.Put(tvId, status) && await HouseholdOfAsync(tvId) is { } household)
        {
            events.Publish(household, HubEvent.Of(new StatusEvent(tvId, status)));
        }
    });

    public void Enqueue(string tvId, string connectionId, PostAnswer answer) =>
        Enqueue(connectionId, () => posts.AnswerAsync(tvId, answer));

    public async Task LeaveAsync(string tvId, string connectionId)
    {
        if (_inboxes.TryGetValue(connectionId, out var inbox))
        {
            inbox.Close();
        }

        var epoch = inbox?.Connection.Epoch ?? 0;
        if (links.Leave(tvId, connectionId, unreachable: () => _ = UnreachableAsync(tvId, epoch)))
        {
            await commands.RepublishAsync(tvId);
        }

        if (inbox is not null)
        {
            await inbox.Done;
            _inboxes.TryRemove(connectionId, out _);
        }
    }

    /// <summary>The hub stops: what the boxes have said is still worked off, before the databases close.</summary>
    public async ValueTask DisposeAsync()
    {
        var open = _inboxes.Values.ToList();
        open.ForEach(inbox => inbox.Close());
        await Task.WhenAny(Task.WhenAll(open.Select(inbox => inbox.Done)), Task.Delay(LongestFarewell, clock));
    }

    private void Enqueue(string connectionId, Func<Task> work)
    {
        if (!_inboxes.TryGetValue(connectionId, out var inbox))
        {
            throw new HubException("Say Hello first.");
        }

        if (!inbox.TryAdd(work))
        {
            LogFlood(inbox.TvId);
            inbox.Connection.Abort();
        }
    }

    /// <summary>In its turn, and waits for it.</summary>
    private async Task DoAsync(string connectionId, Func<Task> work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enqueue(connectionId, async () =>
        {
            try
            {
                await work();
                done.SetResult();
            }
            catch (Exception)
            {
                done.SetException(new HubException(NotStored));
                throw;
            }
        });
        await done.Task;
    }

    private Inbox Open(string tvId, LinkConnection connection)
    {
        var inbox = new Inbox { TvId = tvId, Connection = connection };
        inbox.Start(e => LogFailed(tvId, e));
        return inbox;
    }

    private async Task<Tv?> IntroduceAsync(string tvId, Hello hello)
    {
        await using var database = await databases.CreateDbContextAsync();
        if (await database.Tvs.FindAsync(tvId) is not { } tv)
        {
            return null;
        }

        tv.Name = Text.Cut(hello.Name, LongestName, otherwise: tv.Name);
        tv.Model = Text.Cut(hello.Model, LongestName, otherwise: tv.Model);
        tv.AgentVersion = Text.Cut(hello.AgentVersion, LongestName, otherwise: "?");
        tv.LastSeenMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await database.SaveChangesAsync();
        return tv;
    }

    private async Task<long> TakeLeaseAsync(string tvId, Guid bootId)
    {
        try
        {
            return await table.TakeLeaseAsync(tvId, Node, bootId, clock.GetUtcNow());
        }
        catch (SqliteException e)
        {
            LogFailed(tvId, e);
            throw new HubException(NotStored);
        }
    }

    private async Task UnreachableAsync(string tvId, long epoch)
    {
        if (life.ApplicationStopping.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await using var database = await databases.CreateDbContextAsync();
            if (await database.Tvs.FindAsync(tvId) is { } tv)
            {
                events.Publish(tv.HouseholdId, HubEvent.Of(new TvEvent(tvId, tv.Name, TvChange.Unreachable)));
                tv.LastSeenMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
                await database.SaveChangesAsync();
            }

            await table.GiveBackLeaseAsync(tvId, epoch, clock.GetUtcNow());
        }
        catch (Exception e) when (e is DbUpdateException or ObjectDisposedException or SqliteException)
        {
            LogFailed(tvId, e);
        }
    }

    private async Task<Guid?> HouseholdOfAsync(string tvId)
    {
        await using var database = await databases.CreateDbContextAsync();
        return await database.Tvs.Where(tv => tv.Id == tvId).Select(tv => (Guid?)tv.HouseholdId).SingleOrDefaultAsync();
    }

    [LoggerMessage(301, LogLevel.Information, "TV {TvId} is linked: agent {Version}, boot {BootId}, last sequence {LastSequence}.")]
    private partial void LogHello(string tvId, string version, Guid bootId, long lastSequence);

    [LoggerMessage(302, LogLevel.Warning, "TV {TvId} says more than can be worked off; its link is cut.")]
    private partial void LogFlood(string tvId);

    [LoggerMessage(303, LogLevel.Warning, "TV {TvId} told {Count} viewings that can be none; they are left out.")]
    private partial void LogNoViewings(string tvId, int count);

    [LoggerMessage(304, LogLevel.Error, "What TV {TvId} said could not be worked off.")]
    private partial void LogFailed(string tvId, Exception e);
}
