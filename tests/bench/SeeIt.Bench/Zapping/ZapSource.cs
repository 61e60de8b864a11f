using SeeIt.TestKit;

namespace SeeIt.Bench.Zapping;

/// <summary>Two live channels, on the air in the same way.</summary>
/// <param name="Name">To choose legs by.</param>
/// <param name="Title">In the tables.</param>
/// <param name="KeyFramesEvery">In seconds: 1 or 2.</param>
/// <param name="IsHls">By HLS in segments of two seconds; else by one endless HTTP answer.</param>
/// <param name="RatioBar">How much longer than mpv See it may take to motion when nothing is done before the tap.</param>
internal sealed record ZapSource(string Name, string Title, int KeyFramesEvery, bool IsHls, double RatioBar)
{
    public static IReadOnlyList<ZapSource> All { get; } =
    [
        new("ts1", "live TS by HTTP, a key frame every 1 s", 1, IsHls: false, 1.15),
        new("ts2", "live TS by HTTP, a key frame every 2 s", 2, IsHls: false, 1.15),
        new("hls", "live HLS, segments of 2 s", 2, IsHls: true, 1.35),
    ];

    /// <summary>Puts both channels on the air.</summary>
    public async Task<Broadcaster> BroadcastAsync() =>
        await Broadcaster.StartAsync(await BenchClips.FolderAsync($"key-{KeyFramesEvery}s"), tuners: 16);

    public Uri Address(Broadcaster broadcaster, int channel) => IsHls ? broadcaster.Hls(channel) : broadcaster.Channel(channel);
}
