using System.Net;
using System.Net.Sockets;
using SeeIt.Agent.Link;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Telemetry;

/// <summary>Switches telemetry on, and off at the end. Added only where the settings want it.</summary>
internal sealed partial class TelemetryService(AgentSettings settings, IServiceProvider services, ILogger<TelemetryService> log) : IHostedService, IDisposable
{
    private AgentGauges? _gauges;
    private TelemetryExport? _export;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _export = TelemetryExport.Start(
                settings.Telemetry, "seeit-agent", AgentVersion.Text, [AgentSources.AgentName, AgentSources.PlayerName], [AgentMeter.Name, "SeeIt.Relay", "System.Runtime"]);
            _gauges = ActivatorUtilities.CreateInstance<AgentGauges>(services);
        }
        catch (Exception exception) when (exception is HttpListenerException or SocketException or InvalidOperationException)
        {
            // The TV is worth more than its figures.
            NotStarted(exception.Message);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // First what reads the figures, then what they are read from.
        _export?.Dispose();
        _gauges?.Dispose();
        (_export, _gauges) = (null, null);
    }

    [LoggerMessage(601, LogLevel.Error, "No telemetry: {Reason}")]
    private partial void NotStarted(string reason);
}
