using System.Reflection;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Storage;
using SeeIt.Agent.Telemetry;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Link;

/// <summary>One SignalR connection: says hello, hands commands to the flow, sends what the outbox holds, until it ends.</summary>
public sealed partial class LinkConnection(
    AgentSettings settings,
    BootId boot,
    StateStore store,
    CommandInbox inbox,
    PostAnswerer answerer,
    LinkOutbox outbox,
    CommandReporter reporter,
    StatusReporter status,
    LinkWakes wakes,
    TimeProvider time,
    ILogger<LinkConnection> log)
{
    /// <summary>The protocol since which a hub answers Reconcile and takes viewings.</summary>
    private const int Reconciles = 2;

    /// <summary>After a change of the network: a link that stands answers in far less.</summary>
    private static readonly TimeSpan _probeTimeout = TimeSpan.FromSeconds(5);

    /// <summary>When the hub could not store something: how long until it is told again.</summary>
    private static readonly TimeSpan _afterRefusal = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan _reconcileLeast = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan _reconcileMost = TimeSpan.FromMinutes(30);

    private static readonly string[] _capabilities =
    [
        "see-it", "channel-step", "pause", "resume", "stop", "set-volume", "set-muted",
        "seek", "seek-to-live", "set-rate", "select-track", "candidates",
    ];

    private volatile HubCalls? _up;

    /// <summary>Whether a link is up, for status.</summary>
    public bool IsUp => _up is not null;

    /// <summary>Tells the hub that this box is its TV no longer. False when it could not be told in time.</summary>
    public async Task<bool> LeaveAsync(TimeSpan patience, CancellationToken stop)
    {
        try
        {
            await (_up?.CallAsync(DeviceLink.ToHub.Leave, null, patience, stop) ?? throw new InvalidOperationException("No link is up."));
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException && !stop.IsCancellationRequested)
        {
            SendFailed(exception.Message);
            return false;
        }
    }

    /// <summary>Dials and serves. Throws what <see cref="HubCalls"/> throws when no link came about.</summary>
    /// <param name="token">Of this box.</param>
    /// <param name="renewIn">When it is time for a link with a new one.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<LinkEnded> RunAsync(string token, TimeSpan renewIn, CancellationToken stop)
    {
        var told = new TaskCompletionSource<LinkEnded>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var calls = HubCalls.Build(settings.Hub!, token, time);
        Listen(calls.Hub, told);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await calls.StartAsync(stop);
            var messages = outbox.Open();
            var protocol = await SayHelloAsync(calls, stop);
            _up = calls;
            AgentMeter.Linked();
            var sending = SendAsync(calls, messages, ended.Token);
            var keeping = KeepAsync(calls, protocol, ended.Token);
            var renew = Task.Delay(renewIn, time, ended.Token);

            var first = await Task.WhenAny(told.Task, renew, sending, keeping);
            await ended.CancelAsync();
            await Task.WhenAll(sending, keeping);
            stop.ThrowIfCancellationRequested();
            return first == told.Task ? await told.Task
                : first == renew ? new LinkEnded(LinkEnd.Renew)
                : first == keeping ? new LinkEnded(await keeping)
                : new LinkEnded(LinkEnd.Lost);
        }
        finally
        {
            _up = null;
            outbox.Close();
        }
    }

    /// <summary>Handlers run one after the other and would stall each other: they only hand over.</summary>
    private void Listen(HubConnection hub, TaskCompletionSource<LinkEnded> told)
    {
        hub.Closed += _ =>
        {
            told.TrySetResult(new LinkEnded(LinkEnd.Lost));
            return Task.CompletedTask;
        };
        hub.On<Command>(DeviceLink.ToBox.Command, command =>
        {
            Received(command.Id);
            inbox.Post(command);
        });
        hub.On<PostQuestion>(DeviceLink.ToBox.Ask, question => answerer.Post(question));
        hub.On<Guid>(DeviceLink.ToBox.SheetClosed, answerer.Close);
        hub.On(DeviceLink.ToBox.Unpaired, () => { told.TrySetResult(new LinkEnded(LinkEnd.Unpaired)); });
        hub.On(DeviceLink.ToBox.Replaced, () => { told.TrySetResult(new LinkEnded(LinkEnd.Replaced)); });
        hub.On<Drain>(DeviceLink.ToBox.Drain, drain => { told.TrySetResult(new LinkEnded(LinkEnd.Drained, drain)); });
    }

    /// <summary>Returns the protocol that both speak.</summary>
    private async Task<int> SayHelloAsync(HubCalls calls, CancellationToken stop)
    {
        var hello = new Hello(
            DeviceLink.ProtocolVersion, boot.Value, store.LastSequence, settings.Name, settings.Model, AgentVersion.Text, _capabilities);
        var welcome = await calls.AskAsync<Welcome>(DeviceLink.ToHub.Hello, hello, stop);
        if (welcome.BootId != boot.Value)
        {
            throw new InvalidOperationException("The hub answered hello with another boot id.");
        }

        Connected(welcome.HubVersion, welcome.Protocol);
        outbox.Post(new LinkMessage.Status(status.Snapshot()));
        foreach (var report in reporter.Unconfirmed())
        {
            outbox.Post(new LinkMessage.Report(report));
        }

        outbox.TakesViewings = welcome.Protocol >= Reconciles;
        outbox.Post(new LinkMessage.Viewings());
        return welcome.Protocol;
    }

    /// <summary>
    /// Asks now and then for what may have been lost on the way, and after a change of the network whether the link still
    /// stands. Returns when it does not, or when the machine has slept: what the link said meanwhile is old.
    /// </summary>
    private async Task<LinkEnd> KeepAsync(HubCalls calls, int protocol, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                var pause = _reconcileLeast + ((_reconcileMost - _reconcileLeast) * Random.Shared.NextDouble());
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ended);
                var wake = wakes.Next;
                var hasWoken = await Task.WhenAny(wake, Task.Delay(pause, time, waiting.Token)) == wake;
                await waiting.CancelAsync();
                ended.ThrowIfCancellationRequested();
                if (hasWoken && await wake == LinkWake.Slept)
                {
                    return LinkEnd.Slept;
                }

                if (protocol >= Reconciles)
                {
                    await calls.CallAsync(DeviceLink.ToHub.Reconcile, null, _probeTimeout, ended);
                    outbox.Post(new LinkMessage.Status(status.Snapshot()));
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return LinkEnd.Lost;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            SendFailed(exception.Message);
            return LinkEnd.Lost;
        }
    }

    /// <summary>Ends, without an error, when the link does or a call on it fails: the hub's state is told anew on the next link.</summary>
    private async Task SendAsync(HubCalls calls, ChannelReader<LinkMessage> messages, CancellationToken ended)
    {
        try
        {
            await foreach (var message in messages.ReadAllAsync(ended))
            {
                try
                {
                    await SendAsync(calls, message, ended);
                }
                catch (HubException refusal)
                {
                    // The link stands: a hub whose disk is full says so. The box keeps what it has to tell.
                    Refused(refusal.Message);
                    _ = PostAgainAsync(message, ended);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            SendFailed(exception.Message);
        }
    }

    private Task SendAsync(HubCalls calls, LinkMessage message, CancellationToken ended) => message switch
    {
        LinkMessage.Report report => SendReportAsync(calls, report, ended),
        LinkMessage.Status current => calls.Hub.SendAsync(DeviceLink.ToHub.Status, current.Body, ended),
        LinkMessage.Answer answer => calls.Hub.SendAsync(DeviceLink.ToHub.Answer, answer.Body, ended),
        LinkMessage.Viewings => SendViewingsAsync(calls, ended),
        _ => throw new InvalidOperationException($"{message.GetType()} cannot be sent."),
    };

    private async Task PostAgainAsync(LinkMessage message, CancellationToken ended)
    {
        await Task.Delay(_afterRefusal, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!ended.IsCancellationRequested)
        {
            outbox.Post(message);
        }
    }

    /// <summary>A terminal report counts as delivered when the hub's method returned: it has stored it then.</summary>
    private async Task SendReportAsync(HubCalls calls, LinkMessage.Report message, CancellationToken ended)
    {
        using var span = AgentSources.Report(message.Trace, message.Body.Progress);
        var report = message.Body with { Trace = span.Traceparent() };
        if (report.Progress.IsTerminal())
        {
            await calls.CallAsync(DeviceLink.ToHub.Report, report, ended);
            reporter.Delivered(report.CommandId);
        }
        else
        {
            await calls.Hub.SendAsync(DeviceLink.ToHub.Report, report, ended);
        }
    }

    /// <summary>All that wait, in several calls when they are many.</summary>
    private async Task SendViewingsAsync(HubCalls calls, CancellationToken ended)
    {
        while (outbox.TakesViewings && store.UndeliveredViewings() is { Count: > 0 } viewings)
        {
            await calls.CallAsync(DeviceLink.ToHub.Viewings, viewings, ended);
            store.MarkDelivered(viewings);
        }

        store.Tidy();
    }

    [LoggerMessage(311, LogLevel.Information, "Connected to the hub (version {HubVersion}, protocol {Protocol}).")]
    private partial void Connected(string hubVersion, int protocol);

    [LoggerMessage(312, LogLevel.Debug, "Sending ended: {Reason}")]
    private partial void SendFailed(string reason);

    [LoggerMessage(314, LogLevel.Warning, "The hub refuses what it is told: {Reason} It is told again.")]
    private partial void Refused(string reason);

    [LoggerMessage(313, LogLevel.Debug, "Command {Id}: received.")]
    private partial void Received(Guid id);
}

/// <summary>New at each start of the agent.</summary>
public sealed class BootId
{
    public Guid Value { get; } = Guid.NewGuid();
}

internal static class AgentVersion
{
    public static string Text { get; } =
        typeof(AgentVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";
}
