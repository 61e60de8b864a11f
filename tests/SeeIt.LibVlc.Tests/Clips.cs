using System.Diagnostics;

[assembly: AssemblyFixture(typeof(SeeIt.LibVlc.Tests.Clips))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace SeeIt.LibVlc.Tests;

/// <summary>Small clips made by ffmpeg once per run, in a folder that is removed at the end.</summary>
public sealed class Clips : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seeit-clips-").FullName;

    public Clips()
    {
        Ffmpeg("-f lavfi -i testsrc2=s=320x180:r=25 -f lavfi -i sine -f lavfi -i sine=880 -t 3 -map 0 -map 1 -map 2 "
            + $"-c:v libx264 -preset ultrafast -g 25 -pix_fmt yuv420p -c:a aac -f mpegts {Transport}");
        Ffmpeg($"-f lavfi -i testsrc2=s=640x360:r=25 -t 3 -c:v libx264 -preset ultrafast -qp 8 -pix_fmt yuv420p {Mp4}");
    }

    /// <summary>Three seconds of video and two audio tracks as MPEG-TS.</summary>
    public string Transport => Path.Combine(_folder, "clip.ts");

    /// <summary>Three seconds of video, with the index at the end.</summary>
    public string Mp4 => Path.Combine(_folder, "clip.mp4");

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>The transport stream whose video, in its middle third, is marked as encrypted.</summary>
    public string MakeScrambled()
    {
        const int PacketSize = 188;
        const int VideoPid = 0x100;
        var path = PathOf("scrambled.ts");
        var bytes = File.ReadAllBytes(Transport);
        for (var at = bytes.Length / PacketSize / 3 * PacketSize; at < bytes.Length / 3 * 2; at += PacketSize)
        {
            if ((((bytes[at + 1] & 0x1f) << 8) | bytes[at + 2]) == VideoPid)
            {
                bytes[at + 3] |= 0xc0;
            }
        }

        File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Ffmpeg(string arguments)
    {
        using var process = Process.Start("ffmpeg", "-nostdin -loglevel error -y " + arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
