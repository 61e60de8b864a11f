using Microsoft.AspNetCore.SignalR;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Devices;

/// <summary>Before the hub stops, it tells its boxes when to come back: spread over a time that grows with their number.</summary>
internal sealed partial class Draining(
    IHubContext<DeviceHub> hub, DeviceLinks links, HubSettings settings, IHostApplicationLifetime life, TimeProvider time, ILogger<Draining> log) : IHostedService
{
    private const int LeastMs = 1_000;
    private const int ShortestWindowMs = 2_000;

    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(2);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // SignalR ends its connections at the same signal. The newest registration is called first, and this one is newer.
        life.ApplicationStopping.Register(Drain);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Drain()
    {
        var open = links.Open;
        var window = Math.Max(ShortestWindowMs, (int)Math.Min(1_000L * open.Count / settings.LinksPerSecond, int.MaxValue / 2));
        LogDraining(open.Count, window);

        // The connections are cut when this returns, with what was not sent yet. Boxes hang up as soon as they have heard it.
        _ = hub.Clients.All.SendAsync(DeviceLink.ToBox.Drain, new Drain(LeastMs, LeastMs + window));
        Task.WaitAll(open.Select(EndedAsync));
    }

    private async Task EndedAsync(LinkConnection link) =>
        await Task.Delay(LongestFarewell, time, link.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    [LoggerMessage(311, LogLevel.Information, "The hub stops; its {Count} TVs are to come back within {WindowMs} ms.")]
    private partial void LogDraining(int count, int windowMs);
}
