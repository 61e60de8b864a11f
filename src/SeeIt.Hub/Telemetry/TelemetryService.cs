using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using SeeIt.Hub.Commands;
using SeeIt.Hub.Devices;
using SeeIt.Agent.Telemetry;

namespace SeeIt.Hub.Telemetry;

/// <summary>Switches telemetry on, and off at the end. Added only where the settings want it.</summary>
internal sealed partial class TelemetryService(HubSettings settings, CommandService commands, DeviceLinks links, ILogger<TelemetryService> log) : IHostedService, IDisposable
{
    /// <summary>Of the web server's own only these: they name routes, and no addresses.</summary>
    private static readonly string[] Meters = [HubMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private static readonly string Version =
        typeof(TelemetryService).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private Meter? _gauges;
    private TelemetryExport? _export;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _export = TelemetryExport.Start(settings.Telemetry.Read(), "seeit-hub", Version, [HubSources.Name], Meters);
            _gauges = new Meter(HubMeter.Name);
            _gauges.CreateObservableUpDownCounter("seeit.hub.boxes.connected", () => links.Open.Count, "{box}", "Boxes whose link is up.");
            _gauges.CreateObservableUpDownCounter("seeit.hub.commands.open", () => commands.OpenCount, "{command}", "Commands that have not ended.");
        }
        catch (Exception exception) when (exception is HttpListenerException or SocketException or InvalidOperationException)
        {
            LogNotStarted(exception.Message);
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

    [LoggerMessage(701, LogLevel.Error, "No telemetry: {Reason}")]
    private partial void LogNotStarted(string reason);
}
