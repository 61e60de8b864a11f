using System.Diagnostics.Metrics;

namespace SeeIt.Relay;

/// <summary>What the relay has fetched. Counting costs next to nothing where nobody listens.</summary>
internal static class RelayMeter
{
    private static readonly Meter Meter = new("SeeIt.Relay");

    private static readonly Counter<long> Received = Meter.CreateCounter<long>("seeit.relay.received", "By", "Bytes of media that came from sources, by how they are handed on.");

    private static readonly KeyValuePair<string, object?> Live = new("seeit.relay.way", "stream");
    private static readonly KeyValuePair<string, object?> Proxied = new("seeit.relay.way", "proxy");

    /// <summary>MPEG-TS that the relay reads.</summary>
    public static void Streamed(int bytes) => Received.Add(bytes, Live);

    /// <summary>What the player fetches by the proxy.</summary>
    public static void Fetched(int bytes) => Received.Add(bytes, Proxied);
}
