using SeeIt.TestKit;

namespace SeeIt.Bench.Zapping;

/// <summary>How a channel reaches the box.</summary>
internal enum Delivery
{
    /// <summary>One endless HTTP answer.</summary>
    Http,

    /// <summary>Datagrams of seven packets each.</summary>
    Udp,

    /// <summary>A playlist, and segments of two seconds.</summary>
    Hls,
}

/// <summary>Two live channels, on the air in the same way.</summary>
/// <param name="Name">To choose legs by.</param>
/// <param name="Title">In the tables.</param>
/// <param name="Delivery">How they come.</param>
/// <param name="KeyFramesEvery">In seconds: 1 or 2.</param>
/// <param name="RatioBar">How much longer than mpv See it may take to motion when nothing is done before the tap.</param>
internal sealed record ZapSource(string Name, string Title, Delivery Delivery, int KeyFramesEvery, double RatioBar)
{
    public static IReadOnlyList<ZapSource> All { get; } =
    [
        new("ts1", "live TS by HTTP, a key frame every 1 s", Delivery.Http, 1, 1.15),
        new("ts2", "live TS by HTTP, a key frame every 2 s", Delivery.Http, 2, 1.15),
        new("udp", "live TS by UDP, a key frame every 1 s", Delivery.Udp, 1, 1.15),
        new("hls", "live HLS, segments of 2 s", Delivery.Hls, 2, 1.35),
    ];

    /// <summary>True when a viewer gets what comes from now on, so that there is no picture before the next key frame.</summary>
    public bool IsJoinedLive => Delivery != Delivery.Hls;

    /// <summary>Puts both channels on the air.</summary>
    public async Task<OnAir> BroadcastAsync()
    {
        var broadcaster = await Broadcaster.StartAsync(await BenchClips.FolderAsync($"key-{KeyFramesEvery}s"), tuners: 16);
        return new OnAir(broadcaster, Delivery);
    }
}
