using CsCheck;
using SeeIt.Relay.Live;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Live;

public sealed class GroupRingTests
{
    private const int Block = 320 * TsPacket.Size;

    [Fact]
    public void What_is_kept_reads_as_it_was_written() =>
        Gen.Int[1, 1000].Array[1, 30].Sample(packets =>
        {
            using var ring = new GroupRing(4 * Block);
            long written = 0;
            foreach (var count in packets)
            {
                var bytes = new byte[count * TsPacket.Size];
                for (var at = 0; at < bytes.Length; at++)
                {
                    bytes[at] = Value(written + at);
                }

                ring.Append(bytes);
                written += bytes.Length;
                Assert.Equal(written, ring.End);
                Assert.InRange(ring.End - ring.Start, Math.Min(written, 3 * Block), 4 * Block);
            }

            var buffer = new byte[1000];
            var position = ring.Start;
            while (ring.Read(position, buffer) is > 0 and var count)
            {
                for (var at = 0; at < count; at++)
                {
                    Assert.Equal(Value(position + at), buffer[at]);
                }

                position += count;
            }

            Assert.Equal(ring.End, position);
            static byte Value(long position) => (byte)(position * 31 / 7);
        });

    [Fact]
    public void Newest_group_is_kept_to_twice_the_bound_and_no_further()
    {
        using var ring = new GroupRing(4 * Block);
        ring.Append(new byte[Block]);
        ring.Mark(new KeyFrame(0, Timestamp: 0, Pcr: 0, Dts: 0));
        ring.Append(new byte[6 * Block]);
        Assert.Equal(0, ring.Start);
        ring.Append(new byte[3 * Block]);
        Assert.InRange(ring.End - ring.Start, 3 * Block, 8 * Block);
        Assert.Null(ring.FindJoin(latest: 100));
        Assert.Equal(-1, ring.Read(0, new byte[10]));
    }

    [Fact]
    public void Join_is_the_last_key_frame_old_enough_or_else_the_oldest()
    {
        using var ring = new GroupRing(4 * Block);
        Assert.Null(ring.FindJoin(latest: 100));
        ring.Append(new byte[100 * TsPacket.Size]);
        ring.Mark(new KeyFrame(10 * 188, Timestamp: 10, Pcr: 10, Dts: 10));
        ring.Mark(new KeyFrame(20 * 188, Timestamp: 20, Pcr: 20, Dts: 20));
        ring.Mark(new KeyFrame(30 * 188, Timestamp: 30, Pcr: 30, Dts: 30));
        Assert.Equal(10 * 188, ring.FindJoin(latest: 5)?.Position);
        Assert.Equal(20 * 188, ring.FindJoin(latest: 29)?.Position);
        Assert.Equal(30 * 188, ring.FindJoin(latest: 30)?.Position);
    }
}
