using System.Reflection;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using SeeIt.Agent.Pairing;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Storage;
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
    TimeProvider time,
    ILogger<LinkConnection> log)
{
    // SignalR itself waits for ever where a server accepts and stays silent.
    private static readonly TimeSpan _startTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _callTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _stopTimeout = TimeSpan.FromSeconds(2);
    private static readonly string[] _capabilities =
    [
        "see-it", "channel-step", "pause", "resume", "stop", "set-volume", "set-muted",
        "seek", "seek-to-live", "set-rate", "select-track", "candidates",
    ];

    /// <summary>Whether a link is up, for status.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Dials and serves. Throws what SignalR throws when no link came about.</summary>
    public async Task<LinkEnd> RunAsync(TokenResult.Granted token, CancellationToken stop)
    {
        var unpaired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hub = Build(token);
        hub.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };

        // Handlers run one after the other and would stall each other: they only hand over.
        hub.On<Command>(DeviceLink.ToBox.Command, command =>
        {
            Received(command.Id);
            inbox.Post(command);
        });
        hub.On<PostQuestion>(DeviceLink.ToBox.Ask, question => answerer.Post(question));
        hub.On<Guid>(DeviceLink.ToBox.SheetClosed, answerer.Close);
        hub.On(DeviceLink.ToBox.Unpaired, () => { unpaired.TrySetResult(); });

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        try
        {
            await BoundedAsync(hub.StartAsync, _startTimeout, stop);
            var messages = outbox.Open();
            await SayHelloAsync(hub, stop);
            IsUp = true;
            var sending = SendAsync(hub, messages, ended.Token);
            var renew = Task.Delay(token.ExpiresIn * 0.8, time, ended.Token);

            var first = await Task.WhenAny(closed.Task, unpaired.Task, renew, sending);
            await ended.CancelAsync();
            await sending;
            stop.ThrowIfCancellationRequested();
            return first == unpaired.Task ? LinkEnd.Unpaired : first == renew ? LinkEnd.Renew : LinkEnd.Lost;
        }
        finally
        {
            IsUp = false;
            outbox.Close();
            await StopAsync(hub);
        }
    }

    private HubConnection Build(TokenResult.Granted token)
    {
        var builder = new HubConnectionBuilder().WithUrl(new Uri(settings.Hub!, DeviceLink.Path), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.AccessTokenProvider = () => Task.FromResult<string?>(token.AccessToken);
        });
        builder.Services.AddSingleton<Microsoft.AspNetCore.SignalR.Protocol.IHubProtocol>(new Microsoft.AspNetCore.SignalR.Protocol.JsonHubProtocol(
            Microsoft.Extensions.Options.Options.Create(new Microsoft.AspNetCore.SignalR.JsonHubProtocolOptions
            {
                PayloadSerializerOptions = new(HubJson.Default.Options),
            })));
        return builder.Build();
    }

    private async Task SayHelloAsync(HubConnection hub, CancellationToken stop)
    {
        var hello = new Hello(
            DeviceLink.ProtocolVersion, boot.Value, store.LastSequence, settings.Name, settings.Model, AgentVersion.Text, _capabilities);
        var welcome = await BoundedAsync(cancellation => hub.InvokeAsync<Welcome>(DeviceLink.ToHub.Hello, hello, cancellation), _callTimeout, stop);
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
    }

    /// <summary>Ends, without an error, when the link does or a call on it fails: the hub's state is told anew on the next link.</summary>
    private async Task SendAsync(HubConnection hub, ChannelReader<LinkMessage> messages, CancellationToken ended)
    {
        try
        {
            await foreach (var message in messages.ReadAllAsync(ended))
            {
                await (message switch
                {
                    LinkMessage.Report report => SendReportAsync(hub, report.Body, ended),
                    LinkMessage.Status current => hub.SendAsync(DeviceLink.ToHub.Status, current.Body, ended),
                    LinkMessage.Answer answer => hub.SendAsync(DeviceLink.ToHub.Answer, answer.Body, ended),
                    _ => throw new InvalidOperationException($"{message.GetType()} cannot be sent."),
                });
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

    /// <summary>A terminal report counts as delivered when the hub's method returned: it has stored it then.</summary>
    private async Task SendReportAsync(HubConnection hub, CommandReport report, CancellationToken ended)
    {
        if (report.Progress.IsTerminal())
        {
            await BoundedAsync(cancellation => hub.InvokeAsync(DeviceLink.ToHub.Report, report, cancellation), _callTimeout, ended);
            reporter.Delivered(report.CommandId);
        }
        else
        {
            await hub.SendAsync(DeviceLink.ToHub.Report, report, ended);
        }
    }

    private async Task StopAsync(HubConnection hub)
    {
        try
        {
            // DisposeAsync takes no token and waits for a silent server.
            await hub.DisposeAsync().AsTask().WaitAsync(_stopTimeout, time, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            SendFailed(exception.Message);
        }
    }

    private async Task BoundedAsync(Func<CancellationToken, Task> call, TimeSpan limit, CancellationToken stop) =>
        await BoundedAsync(async cancellation =>
        {
            await call(cancellation);
            return true;
        }, limit, stop);

    private async Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> call, TimeSpan limit, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            return await call(linked.Token).WaitAsync(limit, time, stop);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            throw new TimeoutException($"The hub did not answer within {limit.TotalSeconds} s.");
        }
    }

    [LoggerMessage(311, LogLevel.Information, "Connected to the hub (version {HubVersion}, protocol {Protocol}).")]
    private partial void Connected(string hubVersion, int protocol);

    [LoggerMessage(312, LogLevel.Debug, "Sending ended: {Reason}")]
    private partial void SendFailed(string reason);

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
