using Microsoft.AspNetCore.Hosting.Server;
using SeeIt.Agent.Link;
using SeeIt.Agent.Pairing;
using SeeIt.Agent.Settings;
using SeeIt.Discovery;

namespace SeeIt.Agent.LocalApi;

/// <summary>Announces the box on the LAN as long as the agent serves there, and tells when it is paired or unpaired.</summary>
internal sealed class Announcement(
    IServer server, IHostApplicationLifetime lifetime, BoxIdentity identity, AgentSettings settings, TimeProvider time, ILogger<ServiceAnnouncer> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Which port Kestrel got is known when the host has started.
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);

        var name = settings.Name.Length > 60 ? settings.Name[..60] : settings.Name;
        await using var announcer = new ServiceAnnouncer(
            new ServiceAnnouncement(name, $"seeit-{identity.BoxId[..12]}", LocalEndpoints.PortOf(server), Text()), time, Random.Shared, log);
        void Update() => announcer.UpdateText(Text());
        identity.Changed += Update;
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            identity.Changed -= Update;
        }
    }

    private IReadOnlyList<KeyValuePair<string, string>> Text() =>
    [
        new("id", identity.BoxId),
        new("name", settings.Name),
        new("model", settings.Model),
        new("v", AgentVersion.Text),
        new("paired", identity.ClientId is null ? "0" : "1"),
    ];
}
