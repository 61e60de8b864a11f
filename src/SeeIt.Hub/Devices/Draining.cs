using Microsoft.AspNetCore.SignalR;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Devices;

/// <summary>Before the hub stops, it tells its boxes when to come back: spread over a time that grows with their number.</summary>
internal sealed partial class Draining(IHubContext<DeviceHub> hub, DeviceLinks links, HubSettings settings, ILogger<Draining> log) : IHostedLifecycleService
{
    private const int LeastMs = 1_000;
    private const int ShortestWindowMs = 2_000;

    private static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(2);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before the web server stops.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        var count = links.Count;
        var window = Math.Max(ShortestWindowMs, (int)Math.Min(1_000L * count / settings.LinksPerSecond, int.MaxValue / 2));
        LogDraining(count, window);
        try
        {
            using var bound = new CancellationTokenSource(LongestSend);
            await hub.Clients.All.SendAsync(DeviceLink.ToBox.Drain, new Drain(LeastMs, LeastMs + window), bound.Token);
        }
        catch (OperationCanceledException)
        {
            // Who did not hear it comes back by its own backoff.
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "The hub stops; its {Count} TVs are to come back within {WindowMs} ms.")]
    private partial void LogDraining(int count, int windowMs);
}
