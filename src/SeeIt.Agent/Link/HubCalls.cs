using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using SeeIt.Contracts.Hub;
using HubException = SeeIt.Agent.Pairing.HubException;

namespace SeeIt.Agent.Link;

/// <summary>One SignalR connection with every wait on it bounded: SignalR itself waits for ever where a server accepts and stays silent.</summary>
internal sealed class HubCalls(HubConnection hub, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan _startTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan _callTimeout = TimeSpan.FromSeconds(15);

    /// <summary>The hub pings every 10 s; SignalR looks at the clock each second.</summary>
    private static readonly TimeSpan _silenceTimeout = TimeSpan.FromSeconds(28);
    private static readonly TimeSpan _stopTimeout = TimeSpan.FromSeconds(2);

    private TimeSpan? _retryAfter;

    public HubConnection Hub => hub;

    /// <param name="address">The hub's.</param>
    /// <param name="token">Of this box.</param>
    /// <param name="time">The clock.</param>
    public static HubCalls Build(Uri address, string token, TimeProvider time)
    {
        HubCalls? calls = null;
        var builder = new HubConnectionBuilder().WithUrl(new Uri(address, DeviceLink.Path), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
            options.HttpMessageHandlerFactory = inner => new RetryAfterHandler(inner, time, after => calls!._retryAfter = after);
        });
        builder.Services.AddSingleton<IHubProtocol>(new JsonHubProtocol(
            Microsoft.Extensions.Options.Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = new(HubJson.Default.Options) })));
        var hub = builder.Build();
        hub.ServerTimeout = _silenceTimeout;
        return calls = new HubCalls(hub, time);
    }

    /// <exception cref="HubException">The hub refuses it for now, and says for how long.</exception>
    /// <exception cref="Exception">What SignalR throws when no connection came about.</exception>
    public async Task StartAsync(CancellationToken stop)
    {
        try
        {
            await BoundedAsync(async cancellation =>
            {
                await hub.StartAsync(cancellation);
                return true;
            }, _startTimeout, stop);
        }
        catch (HttpRequestException exception) when (_retryAfter is { } after)
        {
            throw new HubException($"The hub takes no more links for now: {exception.Message}", exception) { RetryAfter = after };
        }
    }

    /// <exception cref="TimeoutException">No answer in time.</exception>
    public Task<T> AskAsync<T>(string method, object argument, CancellationToken stop) =>
        BoundedAsync(cancellation => hub.InvokeAsync<T>(method, argument, cancellation), _callTimeout, stop);

    /// <summary>Returns when the hub has done it.</summary>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    public Task CallAsync(string method, object? argument, CancellationToken stop) => CallAsync(method, argument, _callTimeout, stop);

    /// <inheritdoc cref="CallAsync(string, object?, CancellationToken)"/>
    public Task CallAsync(string method, object? argument, TimeSpan limit, CancellationToken stop) => BoundedAsync(async cancellation =>
    {
        await (argument is null ? hub.InvokeAsync(method, cancellation) : hub.InvokeAsync(method, argument, cancellation));
        return true;
    }, limit, stop);

    public async ValueTask DisposeAsync()
    {
        try
        {
            // It takes no token and waits for a silent server.
            await hub.DisposeAsync().AsTask().WaitAsync(_stopTimeout, time, CancellationToken.None);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // It is left to itself.
        }
    }

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
}
