using System.Buffers.Binary;
using System.Text;
using CsCheck;
using SeeIt.Contracts.Player;

namespace SeeIt.Contracts.Tests.Player;

public sealed class FrameStreamTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Frames_are_read_one_by_one_however_the_bytes_arrive() =>
        await Gen.Select(Gen.Int, Gen.Int[1, 10], Gen.Int[1, 4_000]).SampleAsync(async (seed, count, mostBytes) =>
        {
            var random = new Random(seed);
            var calls = Enumerable.Range(0, count).Select(_ => (PlayerCall)Specimen.Make(typeof(PlayerCall), random)).ToList();
            using var written = new MemoryStream();
            foreach (var call in calls)
            {
                await FrameStream.WriteAsync(written, call, PlayerJson.Default.PlayerCall, Cancellation);
            }

            await using var stream = new TricklingStream(written.ToArray(), mostBytes);
            foreach (var call in calls)
            {
                Specimen.AssertSame(call, await ReadCallAsync(stream), nameof(PlayerCall));
            }

            Assert.Null(await ReadCallAsync(stream));
        });

    [Fact]
    public async Task Bytes_behind_a_frame_are_left_to_the_next_reader()
    {
        using var stream = new MemoryStream();
        await FrameStream.WriteAsync<ConnectionHeader>(stream, new MediaHeader(7), PlayerJson.Default.ConnectionHeader, Cancellation);
        stream.Write([0x47, 1, 2, 3]);
        stream.Position = 0;

        var header = await FrameStream.ReadAsync(stream, PlayerJson.Default.ConnectionHeader, Cancellation);

        Assert.Equal(new MediaHeader(7), header);
        Assert.Equal(0x47, stream.ReadByte());
    }

    [Fact]
    public async Task A_frame_goes_out_in_one_write()
    {
        await using var stream = new CountingStream();
        await FrameStream.WriteAsync(stream, new PlayerCall(1, new HelloRequest(1)), PlayerJson.Default.PlayerCall, Cancellation);
        Assert.Equal(1, stream.Writes);
    }

    [Theory]
    [InlineData(FrameStream.MaxLength + 1)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public async Task A_length_out_of_range_is_refused_before_anything_is_read(int length)
    {
        using var stream = new MemoryStream();
        stream.Write(Length(length));
        stream.Write(new byte[100]);
        stream.Position = 0;

        await Assert.ThrowsAsync<InvalidDataException>(() => ReadCallAsync(stream));
        Assert.Equal(4, stream.Position);
    }

    [Fact]
    public async Task A_stream_that_ends_inside_a_frame_is_told_from_one_that_ends_before()
    {
        using var whole = new MemoryStream();
        await FrameStream.WriteAsync(whole, new PlayerCall(1, new HelloRequest(1)), PlayerJson.Default.PlayerCall, Cancellation);
        for (var length = 1; length < whole.Length; length++)
        {
            using var cut = new MemoryStream(whole.ToArray()[..length]);
            await Assert.ThrowsAsync<EndOfStreamException>(() => ReadCallAsync(cut));
        }

        Assert.Null(await ReadCallAsync(new MemoryStream()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{\"id\":1,\"request\":{\"request\":\"fly\"}}")]
    [InlineData("{\"id\":1,\"request\":{}}")]
    [InlineData("{\"id\":\"one\"}")]
    [InlineData("{\"id\":1} and more")]
    public async Task Json_that_is_no_message_is_refused(string json) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadCallAsync(Frame(Encoding.UTF8.GetBytes(json))));

    [Fact]
    public async Task Garbage_is_refused_and_nothing_else_happens() =>
        await Gen.Byte.Array[0, 300].SampleAsync(async bytes =>
            await Assert.ThrowsAsync<InvalidDataException>(() => ReadCallAsync(Frame([0xFF, .. bytes]))));

    private static Task<PlayerCall?> ReadCallAsync(Stream stream) =>
        FrameStream.ReadAsync(stream, PlayerJson.Default.PlayerCall, Cancellation).AsTask();

    private static MemoryStream Frame(byte[] payload) => new([.. Length(payload.Length), .. payload]);

    private static byte[] Length(int length)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        return bytes;
    }

    /// <summary>Gives at most so many bytes a read, as a socket may.</summary>
    private sealed class TricklingStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Writes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
