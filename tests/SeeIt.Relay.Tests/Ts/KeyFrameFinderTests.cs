using System.Diagnostics;
using System.Globalization;
using CsCheck;
using SeeIt.Relay.Tests.Support;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Ts;

public sealed class KeyFrameFinderTests
{
    [Fact]
    public void Random_packets_never_throw()
    {
        Gen.Byte.Array[TsPacket.Size].Array[1, 40].Sample(packets =>
        {
            var finder = new KeyFrameFinder();
            foreach (var packet in packets.Prepend(TsMaker.Pat()).Append(new TsMaker().Pmt()))
            {
                finder.Feed(new TsPacket(packet), 0);
                // The same, where it hurts: on the PIDs that are parsed.
                packet[1] = (byte)((packet[1] & 0xe0) | (TsMaker.PmtPid >> 8));
                packet[2] = TsMaker.PmtPid;
                finder.Feed(new TsPacket(packet), 0);
                packet[1] = 0x41;
                packet[2] = 0;
                finder.Feed(new TsPacket(packet), 0);
            }
        });
    }

    [Fact]
    public void Damaged_tables_never_throw()
    {
        var stream = new TsMaker().Groups(2, packets: 1);
        Gen.Select(Gen.Int[0, stream.Length - 1], Gen.Byte).Array[1, 60].Sample(changes =>
        {
            var damaged = stream.ToArray();
            foreach (var (at, value) in changes)
            {
                damaged[at] = value;
            }

            Find(damaged);
        });
    }

    [Fact]
    public void Random_bytes_are_a_picture_of_some_kind() =>
        Gen.Select(Gen.Enum<VideoCodec>(), Gen.Byte.Array[0, 60]).Sample((codec, bytes) =>
        {
            PictureScan.Classify(codec, [0, 0, 1, 0xe0, 0, 0, 0x80, 0, 0, 0, 0, 1, .. bytes]);
        });

    [Fact]
    public void Key_frames_are_found_without_the_indicator()
    {
        var found = Find(new TsMaker().Groups(3));
        Assert.Equal([2 * 188L, 42 * 188L, 82 * 188L], found);
    }

    [Fact]
    public void Section_over_several_packets_is_read()
    {
        var finder = new KeyFrameFinder();
        var many = Enumerable.Range(0, 60).SelectMany(index => new byte[] { 0x06, 0xe2, (byte)index, 0xf0, 0 });
        var pmt = TsSections.ToPackets(TsMaker.PmtPid, TsMaker.Section(2, 1, [0xe1, 0, 0xf0, 0, .. many, 0x24, 0xe1, 0x01, 0xf0, 0]));
        Assert.Equal(2 * 188, pmt.Length);
        Feed(finder, [.. TsMaker.Pat(), .. pmt]);
        Assert.Equal(VideoCodec.Hevc, finder.Tables.Codec);
        Assert.Equal(0x101, finder.Tables.VideoPid);
        Assert.Equal([.. TsMaker.Pat(), .. pmt], finder.Tables.ToPackets(TsClock.None));
    }

    [Fact]
    public void Section_with_a_wrong_crc_is_not_believed()
    {
        var pmt = new TsMaker().Pmt();
        pmt[20] ^= 1;
        var finder = new KeyFrameFinder();
        Feed(finder, [.. TsMaker.Pat(), .. pmt]);
        Assert.False(finder.Tables.IsComplete);
    }

    [Theory]
    [InlineData("h264", "-c:v libx264 -preset ultrafast -g 12 -keyint_min 12", "H264")]
    [InlineData("h264-open", "-c:v libx264 -preset veryfast -g 12 -x264-params open-gop=1:bframes=2:scenecut=0", "H264")]
    [InlineData("hevc", "-c:v libx265 -preset ultrafast -x265-params keyint=12:min-keyint=12:log-level=none", "Hevc")]
    [InlineData("hevc-open", "-c:v libx265 -preset ultrafast -x265-params keyint=12:open-gop=1:bframes=3:log-level=none", "Hevc")]
    [InlineData("mpeg2", "-c:v mpeg2video -g 12 -bf 2 -b:v 3M", "Mpeg2")]
    public async Task Key_frames_are_those_that_ffprobe_names(string name, string encoder, string codec)
    {
        using var folder = new TempFolder();
        var clip = Path.Combine(folder.Path, name + ".ts");
        await RunAsync("ffmpeg", $"-v error -f lavfi -i testsrc2=s=320x180:r=25 -f lavfi -i sine -t 4 {encoder} -c:a mp2 -shortest {clip}");
        var probe = await RunAsync("ffprobe", $"-v error -select_streams v -show_entries packet=pos,flags -of csv=p=0 {clip}");
        var expected = probe.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(','))
            .Where(fields => fields[1].StartsWith('K'))
            .Select(fields => long.Parse(fields[0], CultureInfo.InvariantCulture))
            .ToList();
        var bytes = await File.ReadAllBytesAsync(clip, TestContext.Current.CancellationToken);
        Assert.True(expected.Count >= 4);
        Assert.Equal(expected, Find(bytes));

        var withoutIndicator = bytes.ToArray();
        for (var at = 0; at < withoutIndicator.Length; at += TsPacket.Size)
        {
            if ((withoutIndicator[at + 3] & 0x20) != 0 && withoutIndicator[at + 4] > 0)
            {
                withoutIndicator[at + 5] &= 0xbf;
            }
        }

        var finder = new KeyFrameFinder();
        Assert.Equal(expected, Feed(finder, withoutIndicator));
        Assert.Equal(codec, finder.Tables.Codec.ToString());
    }

    private static List<long> Find(byte[] stream) => Feed(new KeyFrameFinder(), stream);

    private static List<long> Feed(KeyFrameFinder finder, byte[] stream)
    {
        var found = new List<long>();
        for (var at = 0; at < stream.Length; at += TsPacket.Size)
        {
            if (finder.Feed(new TsPacket(stream.AsSpan(at)), at) is >= 0 and var key)
            {
                found.Add(key);
            }
        }

        return found;
    }

    private static async Task<string> RunAsync(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(Wait.Limit);
        await process.WaitForExitAsync(Wait.Limit);
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
