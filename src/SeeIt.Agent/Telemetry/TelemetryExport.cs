using System.Net;
using System.Net.Sockets;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SeeIt.Agent.Telemetry;

/// <summary>
/// OpenTelemetry, built for what the settings name: metrics that Prometheus fetches, metrics and traces that are sent by OTLP.
/// Disposing sends what is left, for two seconds at most.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    private const int FarewellMs = 2_000;

    private readonly MeterProvider _metrics;
    private readonly TracerProvider? _traces;

    private TelemetryExport(MeterProvider metrics, TracerProvider? traces) => (_metrics, _traces) = (metrics, traces);

    /// <param name="settings">At least one place is set.</param>
    /// <param name="service">The program's name.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="sources">Whose spans are kept.</param>
    /// <param name="meters">Whose instruments are read.</param>
    /// <exception cref="HttpListenerException">Prometheus's port is taken, or may not be listened on.</exception>
    /// <exception cref="SocketException">As above.</exception>
    public static TelemetryExport Start(TelemetrySettings settings, string service, string version, string[] sources, string[] meters)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(service, serviceVersion: version);
        var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(meters);
        if (settings.Prometheus is { } prometheus)
        {
            metrics.AddPrometheusHttpListener(options => (options.Host, options.Port) = (HostOf(prometheus), prometheus.Port));
        }

        if (!settings.IsSent)
        {
            return new TelemetryExport(metrics.Build(), traces: null);
        }

        metrics.AddOtlpExporter(options => SendTo(options, settings.Otlp, "v1/metrics"));
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(sources)
            .AddOtlpExporter(options => SendTo(options, settings.Otlp, "v1/traces"))
            .Build();
        return new TelemetryExport(metrics.Build(), traces);
    }

    public void Dispose()
    {
        _traces?.Shutdown(FarewellMs);
        _traces?.Dispose();
        _metrics.Shutdown(FarewellMs);
        _metrics.Dispose();
    }

    /// <summary>HTTP unless the standard's variables ask for gRPC. Its other variables (headers, time limits) hold too.</summary>
    private static void SendTo(OtlpExporterOptions options, Uri? receiver, string path)
    {
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL") is null or "" || receiver is not null)
        {
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
        }

        if (receiver is not null)
        {
            options.Endpoint = new Uri($"{receiver.AbsoluteUri.TrimEnd('/')}/{path}");
        }
    }

    /// <summary>As HttpListener calls it, which answers to no other name: a page in a browser cannot lead there by a name of its own.</summary>
    private static string HostOf(IPEndPoint at) =>
        at.Address.Equals(IPAddress.Any) || at.Address.Equals(IPAddress.IPv6Any) ? "+"
        : at.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{at.Address}]"
        : at.Address.ToString();
}
