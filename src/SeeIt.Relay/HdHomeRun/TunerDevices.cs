using System.Collections.Concurrent;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay.HdHomeRun;

/// <summary>The devices of the lineup. Thread-safe.</summary>
internal sealed class TunerDevices(Network network, RelayOptions options, TimeProvider time)
{
    private const int StreamPort = 5004;

    private readonly ConcurrentDictionary<Uri, TunerDevice> _devices = new();

    /// <returns>To be disposed with what was opened; null of what comes from no such device.</returns>
    public TunerSignal? Watch(RelaySource source) => source.Trust == SourceTrust.Lineup && ChannelOf(source.Address) is { } channel
        ? _devices.GetOrAdd(StatusOf(source.Address), status => new TunerDevice(status, network, options, time)).Watch(source, channel)
        : null;

    /// <summary>It was asked, and does not know the question.</summary>
    internal bool IsMute(Uri address) => _devices.TryGetValue(StatusOf(address), out var device) && device.IsMute;

    /// <summary><c>/auto/v5.1</c> is any tuner, <c>/tuner0/v5.1</c> that one.</summary>
    internal static string? ChannelOf(Uri address) =>
        address.Scheme == Uri.UriSchemeHttp && address.Segments is ["/", var tuner, var channel] && channel is ['v', _, ..]
            && (tuner == "auto/" || (tuner.StartsWith("tuner", StringComparison.Ordinal) && tuner.Length > "tuner/".Length))
                ? channel[1..]
                : null;

    /// <summary>A device has its web server at the usual port, and streams from another; what is elsewhere is an emulator's, which has one for both.</summary>
    internal static Uri StatusOf(Uri address) =>
        new UriBuilder(address.Scheme, address.IdnHost, address.Port == StreamPort ? 80 : address.Port, "/status.json").Uri;
}
