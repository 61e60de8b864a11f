using SeeIt.Contracts.Player;
using SeeIt.LibVlc;
using SeeIt.Player.Playback;
using SeeIt.Player.Tests.Harness;

namespace SeeIt.Player.Tests.Playback;

public sealed class MediaOptionsTests : IDisposable
{
    private static readonly StreamInput Stream = new(1);
    private static readonly ProxyInput Hls = new("http://127.0.0.1:9/a.m3u8", "http://127.0.0.1:9");
    private static readonly TunerInput Tuner = new("dvb-t://frequency=474000000:bandwidth=8", 4_097);

    private readonly LibVLC _vlc = new(LogLevel.Debug, "--no-lua", "--vout=dummy", "--aout=adummy");
    private readonly MediaConnections _connections = new();

    public static TheoryData<OpenRequest, PlaybackPreferences, string[]> Cases => new()
    {
        { new(1, Stream), new(), [":prefetch-buffer-size=1024", ":prefetch-read-size=131072", ":demux=ts"] },
        { new(1, Stream with { Program = 28_106 }), new(), [":prefetch-buffer-size=1024", ":prefetch-read-size=131072", ":demux=ts", ":program=28106"] },
        { new(1, Hls), new(), [] },
        { new(1, Hls, LiveDelayMs: 21_000), new(), [":adaptive-livedelay=21000", ":adaptive-maxbuffer=30000"] },
        { new(1, Hls, LiveDelayMs: 45_000), new(), [":adaptive-livedelay=45000", ":adaptive-maxbuffer=45000"] },
        { new(1, Tuner, CachingMs: 1_000), new(), [":program=4097"] },
        { new(1, Hls, StartMs: 90_500), new(), [":start-time=90.5"] },
        { new(1, Hls), new() { AudioLanguages = ["cy", "en"], SubtitleLanguages = ["de"] }, [":audio-language=cy,en", ":sub-language=de"] },
        { new(1, Stream, Standby: true), new() { AudioLanguages = ["en"] }, [":audio-track-id=65535", ":prefetch-buffer-size=1024", ":prefetch-read-size=131072", ":demux=ts"] },
    };

    public void Dispose()
    {
        _connections.Dispose();
        _vlc.Dispose();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_source_has_the_caching_that_was_asked_for_and_what_fits_it(OpenRequest request, PlaybackPreferences preferences, string[] own)
    {
        string[] caching = [$":network-caching={request.CachingMs}", $":live-caching={request.CachingMs}"];
        string[] live = [.. own.Where(option => option.StartsWith(":adaptive", StringComparison.Ordinal))];
        string[] inSoftware = [.. caching, .. live, ":avcodec-hw=none", .. own.Except(live)];
        Assert.Equal([.. caching, .. own], Source(canDecode: true).Options(request, preferences));
        Assert.Equal(inSoftware, Source(canDecode: true).Options(request with { InSoftware = true }, preferences));
        Assert.Equal(inSoftware, Source(canDecode: false).Options(request, preferences));
    }

    /// <summary>LibVLC says in its log what it was given.</summary>
    [Fact]
    public async Task Stream_is_not_probed_but_taken_for_a_transport_stream()
    {
        using var session = Source(canDecode: false).Open(new OpenRequest(1, Stream), new PlaybackPreferences(), takenAt: 0);
        using var player = new MediaPlayer(_vlc) { Media = session.Media };
        Assert.True(player.Play());
        await NextLine("imem://' gives access `imem' demux `ts'");
        session.Input!.Abort();
        player.Stop();
    }

    private MediaSource Source(bool canDecode) => new(_vlc, new Graphics("", canDecode), _connections, new Deadline(PlayerProcess.Patience, TimeProvider.System));

    private async Task NextLine(string part)
    {
        using var patience = new CancellationTokenSource(PlayerProcess.Patience);
        while (!(await _vlc.Log.ReadAsync(patience.Token)).Message.Contains(part, StringComparison.Ordinal))
        {
        }
    }
}
