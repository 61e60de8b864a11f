namespace SeeIt.TestKit;

/// <summary>Clips to change to in mid-stream, made of the demo's channels. Each begins at a time and with PIDs of its own.</summary>
public sealed class FaultClips : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>A demo channel's clip as it is.</summary>
    public static async Task<TsClip> PlainAsync(string channel) => new(Path.Combine(await TestClips.FolderAsync(), channel + ".ts"));

    /// <summary>640 by 360 pixels instead of 1280 by 720.</summary>
    public Task<TsClip> SmallAsync(string channel) => MakeAsync(
        channel, "small", "-vf scale=640:360 -c:v libx264 -preset ultrafast -g 25 -bf 0 -c:a copy");

    /// <summary>Six channels of AC-3 instead of two of AAC.</summary>
    public Task<TsClip> SurroundAsync(string channel) => MakeAsync(channel, "surround", "-c:v copy -c:a ac3 -ac 6");

    /// <summary>Other PIDs, and a PMT of another version and elsewhere.</summary>
    public Task<TsClip> OtherPidsAsync(string channel) => MakeAsync(
        channel, "pids", "-c copy -mpegts_start_pid 0x300 -mpegts_pmt_start_pid 0x1200 -mpegts_service_id 7 -tables_version 5");

    /// <summary>The same, 20 hours on.</summary>
    public Task<TsClip> LaterAsync(string channel) => MakeAsync(channel, "later", "-c copy -output_ts_offset 72000");

    /// <summary>All demo channels' clips, that of one of them 20 hours on.</summary>
    /// <returns>The folder, for a <see cref="Broadcaster"/>.</returns>
    public async Task<string> WithLaterAsync(string channel)
    {
        await LaterAsync(channel);
        var folder = Directory.CreateDirectory(_folder.File("later")).FullName;
        foreach (var clip in Directory.GetFiles(await TestClips.FolderAsync(), "*.ts"))
        {
            var name = Path.GetFileName(clip);
            File.CreateSymbolicLink(Path.Combine(folder, name), name == $"{channel}.ts" ? _folder.File($"{channel}-later.ts") : clip);
        }

        return folder;
    }

    /// <summary>Only the sound.</summary>
    public Task<TsClip> RadioAsync(string channel) => MakeAsync(channel, "radio", "-vn -c:a copy");

    /// <summary>One picture every 2 s, and the sound. LibVLC shows none of a stream before the second after it has come.</summary>
    public Task<TsClip> StillAsync(string channel) => MakeAsync(
        channel, "still", "-vf fps=1/2 -c:v libx264 -preset ultrafast -g 1 -bf 0 -c:a copy -muxrate 2M -max_interleave_delta 0");

    /// <summary>HEVC, with a key frame every 2 s. Its groups are open: pictures come after a key frame that are shown before it.</summary>
    public Task<TsClip> HevcAsync(string channel) => MakeAsync(
        channel, "hevc", "-t 12 -vf scale=640:360 -c:v libx265 -preset ultrafast -x265-params log-level=none:open-gop=1:keyint=50:min-keyint=50:scenecut=0:bframes=3 -c:a copy");

    /// <summary>MPEG-2, with the same.</summary>
    public Task<TsClip> Mpeg2Async(string channel) => MakeAsync(
        channel, "mpeg2", "-t 12 -vf scale=640:360 -c:v mpeg2video -b:v 3M -g 50 -bf 2 -sc_threshold 1000000000 -c:a copy");

    /// <summary>40 s with a key frame each 8 s.</summary>
    /// <returns>Its file, as long as this lasts.</returns>
    public async Task<string> SparseAsync(string channel)
    {
        await MakeAsync(channel, "sparse", "-t 40 -c:v libx264 -preset ultrafast -g 200 -keyint_min 200 -sc_threshold 0 -bf 0 -c:a copy");
        return _folder.File($"{channel}-sparse.ts");
    }

    /// <summary>Black from second 10 to second 22, and the sound all along.</summary>
    public Task<TsClip> BlackInBetweenAsync(string channel) => MakeAsync(
        channel, "black", "-vf lutyuv=y=16:u=128:v=128:enable='between(t,10,22)' -c:v libx264 -preset ultrafast -g 25 -bf 0 -c:a copy");

    /// <summary>20 Mbit/s, by stuffing.</summary>
    public Task<TsClip> HeavyAsync(string channel) => MakeAsync(channel, "heavy", "-t 40 -c copy -muxrate 20M");

    public void Dispose() => _folder.Dispose();

    private async Task<TsClip> MakeAsync(string channel, string kind, string options)
    {
        var source = Path.Combine(await TestClips.FolderAsync(), channel + ".ts");
        var target = _folder.File($"{channel}-{kind}.ts");
        var (code, output) = await TestProcess.RunAsync(
            "ffmpeg",
            ["-nostdin", "-v", "error", "-y", "-i", source, "-t", "60", .. options.Split(' '),
                "-f", "mpegts", "-mpegts_flags", "pat_pmt_at_frames", "-pcr_period", "40", target]);
        return code == 0 ? new TsClip(target) : throw new InvalidOperationException($"ffmpeg ended with {code}: {output}");
    }
}
