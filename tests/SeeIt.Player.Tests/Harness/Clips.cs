using System.Diagnostics;

[assembly: AssemblyFixture(typeof(SeeIt.Player.Tests.Harness.Clips))]
[assembly: AssemblyFixture(typeof(SeeIt.Player.Tests.Harness.VirtualScreen))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace SeeIt.Player.Tests.Harness;

/// <summary>Clips made by ffmpeg once per run. Each is one colour with a moving part, so that pixels tell which is on and whether it moves.</summary>
public sealed class Clips : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seeit-player-clips-").FullName;

    public Clips()
    {
        Red = Make("red", "color=red:s=640x360:r=25[a];color=white:s=40x40:r=25[b];[a][b]overlay=x='mod(n*8,600)':y=160");
        Blue = Make("blue", "color=blue:s=640x360:r=25[a];color=white:s=40x40:r=25[b];[a][b]overlay=x='mod(n*8,600)':y=160");
        Sides = Make("sides", "color=blue:s=640x360:r=25[a];color=red:s=480x360:r=25[b];[a][b]overlay=x=80");
        Black = Make("black", "color=black:s=640x360:r=25");
        Radio = Path.Combine(_folder, "radio.ts");
        Ffmpeg($"-i {Red} -vn -c:a copy -f mpegts {Radio}");
        TwoLanguages = Path.Combine(_folder, "two-languages.ts");
        Ffmpeg($"-i {Red} -f lavfi -i sine=frequency=880 -map 0:v -map 0:a -map 1:a -t 6 -c:v copy -c:a aac "
            + $"-metadata:s:a:0 language=deu -metadata:s:a:1 language=eng -f mpegts {TwoLanguages}");
    }

    public string Red { get; }

    /// <summary>Sound, and no picture.</summary>
    public string Radio { get; }

    public string Blue { get; }

    public string Black { get; }

    /// <summary>Red in the middle, of the shape 4:3, and blue at both sides.</summary>
    public string Sides { get; }

    /// <summary>The red one with German and English sound.</summary>
    public string TwoLanguages { get; }

    public string Folder => _folder;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>HLS of the red clip, five times, in segments of a second: complete, 30 s.</summary>
    public string MakeHls()
    {
        var playlist = Path.Combine(_folder, "red.m3u8");
        Ffmpeg($"-stream_loop 4 -i {Red} -c copy -f hls -hls_time 1 -hls_list_size 0 {playlist}");
        return playlist;
    }

    /// <summary>MPEG-TS of the red clip, a hundred times: 10 minutes, 11 MB.</summary>
    public string MakeLong()
    {
        var path = Path.Combine(_folder, "long.ts");
        Ffmpeg($"-stream_loop 99 -i {Red} -c copy -f mpegts {path}");
        return path;
    }

    /// <summary>DASH of the red clip, five times, in segments of a second: complete, 30 s.</summary>
    public string MakeDash()
    {
        var manifest = Path.Combine(_folder, "red.mpd");
        Ffmpeg($"-stream_loop 4 -i {Red} -c copy -tag:v avc1 -tag:a mp4a -f dash -seg_duration 1 {manifest}");
        return manifest;
    }

    /// <summary>The red clip, five times, with its index before the pictures or after them.</summary>
    public string MakeMp4(bool indexFirst)
    {
        var file = Path.Combine(_folder, indexFirst ? "index-first.mp4" : "index-last.mp4");
        Ffmpeg($"-stream_loop 4 -i {Red} -c copy {(indexFirst ? "-movflags +faststart" : "")} {file}");
        return file;
    }

    /// <summary>The red clip and the blue one: four streams.</summary>
    public string MakeBoth()
    {
        var path = Path.Combine(_folder, "both.ts");
        Ffmpeg($"-i {Red} -i {Blue} -map 0 -map 1 -c copy -f mpegts {path}");
        return path;
    }

    /// <summary>The red clip with its sound, as MP4, whose video says that it is of the codec "nope".</summary>
    public string MakeUndecodable()
    {
        var file = Path.Combine(_folder, "undecodable.mp4");
        Ffmpeg($"-i {Red} -c copy {file}");
        var bytes = File.ReadAllBytes(file);
        "nope"u8.CopyTo(bytes.AsSpan(bytes.AsSpan().LastIndexOf("avc1"u8)));
        File.WriteAllBytes(file, bytes);
        return file;
    }

    /// <summary>A tone without a picture, in two channels at 48 kHz, which any codec and link can do.</summary>
    /// <param name="codec">ffmpeg's encoder.</param>
    public string MakeSound(string codec)
    {
        var path = Path.Combine(_folder, codec + ".ts");
        Ffmpeg($"-f lavfi -i sine=sample_rate=48000 -t 6 -ac 2 -c:a {codec} -strict -2 -f mpegts {path}");
        return path;
    }

    /// <summary>The red clip with AC-3 in six channels.</summary>
    public string MakeSurround()
    {
        var path = Path.Combine(_folder, "surround.ts");
        Ffmpeg($"-i {Red} -c:v copy -c:a ac3 -ac 6 -f mpegts {path}");
        return path;
    }

    /// <summary>A white bar that moves by 40 pixels with each field, two fields in a frame: its edges are combs.</summary>
    /// <param name="isMarked">As what it is, interlaced; or it claims to be progressive.</param>
    public string MakeInterlaced(bool isMarked)
    {
        var path = Path.Combine(_folder, isMarked ? "interlaced.ts" : "combs.ts");
        Ffmpeg("-f lavfi -i \"color=black:s=1280x720:r=50[a];color=white:s=300x720:r=50[b];[a][b]overlay=x='mod(n*40,960)',tinterlace=interleave_top,"
            + $"setfield={(isMarked ? "tff" : "prog")}\" -f lavfi -i sine -t 6 -c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p "
            + $"{(isMarked ? "-flags +ildct+ilme -x264opts tff=1" : "")} -c:a aac -f mpegts {path}");
        return path;
    }

    private string Make(string name, string source)
    {
        var path = Path.Combine(_folder, name + ".ts");
        Ffmpeg($"-f lavfi -i \"{source}\" -f lavfi -i sine -t 6 -c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p -c:a aac -f mpegts {path}");
        return path;
    }

    private static void Ffmpeg(string arguments)
    {
        using var process = Process.Start("ffmpeg", "-nostdin -loglevel error -y " + arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
