using SeeIt.TestKit;

namespace SeeIt.Bench.Zapping;

/// <summary>Channels 1 and 2 on the air, until it is disposed.</summary>
internal sealed class OnAir(Broadcaster broadcaster, Delivery delivery) : IAsyncDisposable
{
    private readonly UdpSender[] _senders = delivery == Delivery.Udp
        ? [new(broadcaster.Channel(1)), new(broadcaster.Channel(2))]
        : [];

    /// <summary>Where it is received.</summary>
    /// <param name="channel">1 or 2.</param>
    public Uri Address(int channel) => delivery switch
    {
        Delivery.Udp => _senders[channel - 1].Address,
        Delivery.Hls => broadcaster.Hls(channel),
        _ => broadcaster.Channel(channel),
    };

    /// <summary>The same moments as <see cref="Address"/>, as MPEG-TS by HTTP.</summary>
    public Uri Stream(int channel) => broadcaster.Channel(channel);

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders)
        {
            await sender.DisposeAsync();
        }

        await broadcaster.DisposeAsync();
    }
}
