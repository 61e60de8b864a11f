using CsCheck;
using SeeIt.Demo.TransportStream;
using SeeIt.TestKit;

namespace SeeIt.Demo.Tests.TransportStream;

public sealed class ClipTests : IDisposable
{
    private const int Pictures = 50;
    private const int PacketsPerPicture = 5;
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_loop_lasts_as_long_as_its_pictures() =>
        Assert.Equal(TimeSpan.FromSeconds(2), Load(Packets.Clip(Pictures)).Duration);

    [Fact]
    public void Counters_and_times_run_on_over_the_seam()
    {
        // 50 pictures: neither 50 tables nor 100 video packets are a multiple of 16.
        var clip = Load(Packets.Clip(Pictures));
        var stream = new byte[3 * Pictures * PacketsPerPicture * TsPacket.Size];

        clip.Copy(0, stream);

        Continuity.Check(stream, frameTicks: 3_600);
    }

    [Fact]
    public void Time_stamps_run_on_over_their_wrap()
    {
        // The first loop ends at the wrap of the 33 bits.
        var clip = Load(Packets.Clip(Pictures, firstPts: TimeStamps.PtsWrap - 180_000));
        var stream = new byte[2 * Pictures * PacketsPerPicture * TsPacket.Size];

        clip.Copy(0, stream);

        Continuity.Check(stream, frameTicks: 3_600);
    }

    [Fact]
    public async Task Ffmpeg_decodes_three_loops_of_a_real_clip_without_a_complaint()
    {
        var clip = Clip.Load(Path.Combine(await TestClips.FolderAsync(8), "garden.demo.ts"));
        var stream = new byte[clip.PacketOfKeyFrame(3 * clip.KeyFramesPerLoop) * TsPacket.Size];
        clip.Copy(0, stream);
        await File.WriteAllBytesAsync(_folder.File("loops.ts"), stream, TestContext.Current.CancellationToken);

        var (code, output) = await TestProcess.RunAsync(
            "ffmpeg",
            ["-nostdin", "-v", "warning", "-i", _folder.File("loops.ts"), "-f", "null", "-"]);

        Assert.Equal((0, ""), (code, output));
    }

    [Fact]
    public void Every_reader_gets_the_same_bytes()
    {
        var clip = Load(Packets.Clip(Pictures));
        var whole = new byte[1_000 * TsPacket.Size];
        clip.Copy(0, whole);

        Gen.Select(Gen.Int[0, 900], Gen.Int[1, 100]).Sample((first, count) =>
        {
            var part = new byte[count * TsPacket.Size];
            clip.Copy(first, part);
            return part.AsSpan().SequenceEqual(whole.AsSpan(first * TsPacket.Size, part.Length));
        });
    }

    [Fact]
    public void Packets_are_aired_by_the_clock()
    {
        var clip = Load(Packets.Clip(Pictures));

        Gen.Int[1, 100_000].Sample(ms =>
        {
            var aired = clip.PacketsBy(TimeSpan.FromMilliseconds(ms));
            var expected = ms / 40.0 * PacketsPerPicture;
            return Math.Abs(aired - expected) <= PacketsPerPicture
                && aired >= clip.PacketsBy(TimeSpan.FromMilliseconds(ms - 1));
        });
    }

    [Fact]
    public void A_key_frame_begins_with_its_tables()
    {
        var clip = Load(Packets.Clip(Pictures));
        Assert.Equal(2, clip.KeyFramesPerLoop);

        for (var keyFrame = 0; keyFrame < 6; keyFrame++)
        {
            var start = new byte[3 * TsPacket.Size];
            clip.Copy(clip.PacketOfKeyFrame(keyFrame), start);
            Assert.Equal(0, new TsPacket(start.AsSpan(0, TsPacket.Size)).Pid);
            Assert.True(new TsPacket(start.AsSpan(2 * TsPacket.Size, TsPacket.Size)).IsRandomAccess);
        }
    }

    [Fact]
    public void A_file_that_is_no_transport_stream_is_refused_by_name()
    {
        var failure = Assert.Throws<InvalidDataException>(() => Load(new byte[TsPacket.Size]));
        Assert.Contains("clip.ts", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_file_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Load(Packets.Clip(Pictures)[..^1]));

    [Fact]
    public void A_file_without_pictures_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Load([.. Packets.Table(0, 0), .. Packets.Sound(0, 0)]));

    [Fact]
    public void Pictures_that_skip_are_refused()
    {
        byte[] bytes =
        [
            .. Packets.Table(0, 0),
            .. Packets.Picture(0, 0, 3_600, keyFrame: true),
            .. Packets.Picture(1, 1_080_000, 7_200),
            .. Packets.Picture(2, 3_240_000, 14_400),
        ];
        Assert.Throws<InvalidDataException>(() => Load(bytes));
    }

    public void Dispose() => _folder.Dispose();

    private Clip Load(byte[] bytes)
    {
        var path = _folder.File("clip.ts");
        File.WriteAllBytes(path, bytes);
        return Clip.Load(path);
    }
}
