using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Relay.Live;
using SeeIt.Relay.Tests.Support;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Live;

public sealed class StreamContentsTests
{
    private const byte NothingKnown = 0x05;

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(0x1b, null)]
    [InlineData(0x0f, null)]
    [InlineData(NothingKnown, "neither video nor sound")]
    public async Task Program_is_told_by_its_streams(byte streamType, string? obstacle)
    {
        await using var stream = await OpenAsync(new TsMaker(streamType: streamType).Groups(1));
        Assert.Equal(streamType == 0x1b, stream.Contents.HasVideo);
        Assert.Equal(streamType == 0x0f, stream.Contents.HasAudio);
        Assert.True(stream.Contents.HasTables);
        Expect(obstacle, stream);
    }

    [Theory]
    [InlineData(0x33, "the video codec VVC (H.266)")]
    [InlineData(0x35, "the video codec EVC")]
    [InlineData(0xd2, "the video codec AVS2")]
    [InlineData(0xd4, "the video codec AVS3")]
    public async Task Video_that_cannot_be_decoded_is_told_by_name_at_once(byte streamType, string codec)
    {
        await using var stream = await OpenAsync(new TsMaker(streamType: streamType).Groups(1));
        Assert.True(stream.Contents.HasVideo);
        Expect(codec, stream);
    }

    [Theory]
    [InlineData(0x10)]
    [InlineData(0x42)]
    [InlineData(0xd1)]
    [InlineData(0xea)]
    public async Task Video_of_a_codec_that_is_not_looked_into_is_no_obstacle(byte streamType)
    {
        await using var stream = await OpenAsync(new TsMaker(streamType: streamType).Groups(1));
        Assert.True(stream.Contents.HasVideo);
        Expect(null, stream);
    }

    [Fact]
    public async Task Sound_is_known_by_its_descriptor()
    {
        byte[] pmt = [0xe1, 0, 0xf0, 0, 0x06, 0xe1, 0, 0xf0, 5, 0x52, 1, 0, 0x6a, 0];
        await using var stream = await OpenAsync([.. TsMaker.Pat(), .. TsSections.ToPackets(TsMaker.PmtPid, TsMaker.Section(2, 1, pmt))]);
        Assert.True(stream.Contents.HasAudio);
    }

    [Fact]
    public async Task Encrypted_video_is_told_at_once()
    {
        var picture = new TsMaker().Picture(true, 4);
        for (var at = 0; at < picture.Length; at += TsPacket.Size)
        {
            picture[at + 3] |= 0xc0;
        }

        await using var stream = await OpenAsync([.. TsMaker.Pat(), .. new TsMaker().Pmt(), .. picture]);
        Assert.True(stream.Contents.IsScrambled);
        Expect("encrypted", stream);
    }

    /// <summary>Radio of two sounds: who hears the clear one has what was asked for.</summary>
    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Radio_is_encrypted_when_all_its_sound_is(bool first, bool second)
    {
        byte[] pmt = [0xe1, 0, 0xf0, 0, 0x03, 0xe1, 0, 0xf0, 0, 0x0f, 0xe1, 1, 0xf0, 0];
        await using var stream = await OpenAsync(
            [.. TsMaker.Pat(), .. TsSections.ToPackets(TsMaker.PmtPid, TsMaker.Section(2, 1, pmt)), .. Sound(0x100, first), .. Sound(0x101, second)]);
        Assert.Equal((first && second, false), (stream.Contents.IsScrambled, stream.Contents.HasVideo));
        Expect(first && second ? "sound encrypted" : null, stream);

        static byte[] Sound(int pid, bool isScrambled)
        {
            var packet = new byte[TsPacket.Size];
            packet.AsSpan().Fill(0x55);
            (packet[0], packet[1], packet[2], packet[3]) = (0x47, (byte)(pid >> 8), (byte)pid, isScrambled ? (byte)0x90 : (byte)0x10);
            return packet;
        }
    }

    [Fact]
    public async Task Missing_program_is_told_after_a_while()
    {
        await using var stream = await OpenAsync(new TsMaker().Picture(true, 20));
        Expect(null, stream);
        _time.Advance(TimeSpan.FromSeconds(5));
        Expect("no PAT and PMT", stream);
    }

    [Theory]
    [InlineData(null, 0x0f, null)]
    [InlineData(2, 0x1b, null)]
    [InlineData(3, 0, "without the program 3")]
    public async Task Program_that_is_asked_for_is_looked_at_and_else_the_first(int? program, byte streamType, string? obstacle)
    {
        byte[] two =
        [
            .. TsSections.ToPackets(0, TsMaker.Section(0, 1, [0, 1, 0xe0, 0x50, 0, 2, 0xe0, 0x51])),
            .. TsSections.ToPackets(0x50, TsMaker.Section(2, 1, [0xe1, 0, 0xf0, 0, 0x0f, 0xe1, 0, 0xf0, 0])),
            .. TsSections.ToPackets(0x51, TsMaker.Section(2, 2, [0xe2, 0, 0xf0, 0, 0x1b, 0xe2, 0, 0xf0, 0])),
            .. new TsMaker(videoPid: 0x200).Picture(true, 4),
        ];
        await using var stream = await OpenAsync(two, program);
        Assert.Equal((streamType == 0x1b, streamType == 0x0f), (stream.Contents.HasVideo, stream.Contents.HasAudio));
        Assert.Equal(streamType == 0x1b ? 1 : 0, stream.KeyFrames);
        _time.Advance(TimeSpan.FromSeconds(5));
        Expect(obstacle, stream);
    }

    [Fact]
    public async Task Missing_key_frame_is_told_after_a_while()
    {
        await using var stream = await OpenAsync([.. TsMaker.Pat(), .. new TsMaker().Pmt(), .. new TsMaker().Picture(false, 20)]);
        Expect(null, stream);
        _time.Advance(TimeSpan.FromSeconds(5));
        Expect("no key frame", stream);
    }

    [Fact]
    public async Task Program_that_changes_in_mid_stream_is_followed()
    {
        var before = new TsMaker();
        var after = new TsMaker(videoPid: 0x200, streamType: 0x1b);
        await using var stream = await OpenAsync([.. before.Groups(2), .. after.Groups(1)]);
        Assert.Equal(3, stream.KeyFrames);
        using var viewer = new ViewerStream();
        var pump = stream.PumpAsync(viewer, Wait.Limit);
        await viewer.WaitForAsync(3 * TsPacket.Size);
        Assert.Equal([.. TsMaker.Pat(), .. after.Pmt()], viewer.Received[..(2 * TsPacket.Size)]);
        await stream.DisposeAsync();
    }

    [Fact]
    public async Task Discontinuities_and_clock_jumps_are_passed_on()
    {
        var bytes = new TsMaker().Groups(4);
        // The continuity counter of one packet, and in another an adaptation field with a PCR and the discontinuity indicator.
        bytes[(10 * TsPacket.Size) + 3] ^= 0x05;
        ReadOnlySpan<byte> clock = [0x47, 0x01, 0x00, 0x20, 183, 0x90, 0xff, 0xff, 0xff, 0xff, 0x7e, 0];
        clock.CopyTo(bytes.AsSpan(20 * TsPacket.Size));
        await using var stream = await OpenAsync(bytes);
        using var reader = stream.OpenReader(isFromStart: true);
        var received = new byte[bytes.Length];
        Assert.Equal(bytes.Length, await reader.ReadAsync(received, Wait.Limit));
        Assert.Equal(bytes, received);
    }

    private static void Expect(string? obstacle, LiveStream stream)
    {
        if (obstacle is null)
        {
            Assert.Null(stream.Obstacle);
        }
        else
        {
            Assert.Contains(obstacle, stream.Obstacle!.Detail, StringComparison.Ordinal);
        }
    }

    private async Task<LiveStream> OpenAsync(byte[] bytes, int? program = null)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        var stream = new LiveStream(
            new RelaySource(new Uri("http://tv.lan/1"), [], SourceTrust.Lineup) { Program = program }, new HttpBody(default, pipe.Reader.AsStream()), new RelayOptions(), _time);
        await pipe.Writer.WriteAsync(bytes, TestContext.Current.CancellationToken);
        // The bytes are in the ring a moment before they are looked at.
        await Wait.Until(() => stream.BytesReceived == bytes.Length);
        await pipe.Writer.WriteAsync(TsSections.ToPackets(0x1ffe, TsMaker.Section(0x40, 0, [])), TestContext.Current.CancellationToken);
        await Wait.Until(() => stream.BytesReceived > bytes.Length);
        return stream;
    }
}
