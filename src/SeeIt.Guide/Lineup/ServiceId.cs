using System.Globalization;

namespace SeeIt.Guide.Lineup;

/// <summary>A DVB service as its broadcaster numbers it (EN 300 468): the same on every receiver.</summary>
/// <param name="Network">original_network_id, 1 to 65535.</param>
/// <param name="Stream">transport_stream_id, 0 to 65535.</param>
/// <param name="Service">service_id, 1 to 65535.</param>
public readonly record struct ServiceId(int Network, int Stream, int Service)
{
    /// <summary>In hexadecimal, as dvb:// addresses have it (TS 102 851): "233a.1041.10bf".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Network:x4}.{Stream:x4}.{Service:x4}");

    /// <summary>Null when a part is missing, or no number of its range.</summary>
    internal static ServiceId? Of(int? network, int? stream, int? service) =>
        network is > 0 and <= ushort.MaxValue && stream is >= 0 and <= ushort.MaxValue && service is > 0 and <= ushort.MaxValue
            ? new ServiceId(network.Value, stream.Value, service.Value)
            : null;
}
