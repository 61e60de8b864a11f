using SeeIt.Agent.Telemetry;

namespace SeeIt.Hub.Telemetry;

/// <summary>As it is written: see <see cref="TelemetrySettings"/>.</summary>
public sealed class HubTelemetrySettings
{
    /// <summary>A port on loopback, or an address and a port. Null: Prometheus can fetch nothing.</summary>
    public string? Prometheus { get; set; }

    /// <summary>A receiver of OTLP over HTTP. Null: as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, or none.</summary>
    public Uri? Otlp { get; set; }

    internal TelemetrySettings Read() => new()
    {
        Prometheus = Prometheus is { Length: > 0 } text && TelemetrySettings.TryParsePrometheus(text, out var at) ? at : null,
        Otlp = Otlp,
    };

    internal IEnumerable<string> Faults()
    {
        if (Prometheus is { Length: > 0 } text && !TelemetrySettings.TryParsePrometheus(text, out _))
        {
            yield return $"Telemetry:Prometheus is {text}: it must be a port, or an address and a port, as 127.0.0.1:9465.";
        }

        if (Otlp is { } otlp && (!otlp.IsAbsoluteUri || otlp.Scheme is not ("http" or "https")))
        {
            yield return $"Telemetry:Otlp is {otlp}: it must be an http or https address, as http://localhost:4318.";
        }
    }
}
