using System.Globalization;
using System.Net;

namespace SeeIt.Agent.Telemetry;

/// <summary>Where a program's metrics and traces go. Nothing is kept, and nothing costs, where neither is set.</summary>
public sealed record TelemetrySettings
{
    /// <summary>The standard's own variable: what it sets, the exporter reads itself.</summary>
    private const string Standard = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Where Prometheus may fetch metrics; null: nowhere.</summary>
    public IPEndPoint? Prometheus { get; init; }

    /// <summary>A receiver of OTLP over HTTP, without the paths of its signals; null: as <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says, or none.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Metrics and traces are sent to somebody.</summary>
    public bool IsSent => Otlp is not null || Environment.GetEnvironmentVariable(Standard) is { Length: > 0 };

    public bool IsOn => Prometheus is not null || IsSent;

    /// <summary>A port on loopback, or an address and a port.</summary>
    /// <param name="text">As in <c>9464</c> or <c>127.0.0.1:9464</c>.</param>
    /// <param name="value">What it means.</param>
    public static bool TryParsePrometheus(string text, out IPEndPoint? value)
    {
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            value = port > 0 ? new IPEndPoint(IPAddress.Loopback, port) : null;
            return port > 0;
        }

        return IPEndPoint.TryParse(text, out value) && value.Port > 0;
    }
}
