using System.Buffers;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Relay.Datagrams;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.Datagrams;

public sealed class RtpOrderTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Order_is_restored_within_the_window_across_the_wrap() =>
        Gen.Select(Gen.Int[0, 0xffff], Gen.Int[0, 7].Array[1, 300]).Sample((first, delays) =>
        {
            var sent = delays.Select((delay, index) => (Index: index, At: index == 0 ? -1 : index + delay)).OrderBy(packet => packet.At).ThenBy(packet => packet.Index);
            var received = Run(sent.Select(packet => (first + packet.Index, packet.Index)));
            Assert.Equal(Enumerable.Range(0, delays.Length), received);
        });

    [Fact]
    public void Loss_and_duplicates_are_passed_without_a_stall() =>
        Gen.Int[0, 9].Array[40, 300].Sample(fates =>
        {
            var sent = fates.SelectMany((fate, index) => Enumerable.Repeat((index, index), index == 0 ? 1 : fate == 0 ? 0 : fate == 1 ? 2 : 1)).ToList();
            var received = Run(sent);
            var expected = sent.Select(packet => packet.Item2).Distinct().ToList();
            Assert.Equal(expected.Take(received.Count), received);
            // What is held at the end is less than a window behind.
            Assert.InRange(expected.Count - received.Count, 0, RtpOrder.Window);
        });

    [Fact]
    public void Any_numbers_keep_it_going() =>
        Gen.Int[0, 0xffff].Array[1, 200].Sample(numbers =>
        {
            var received = Run(numbers.Select((number, index) => (number, index)));
            Assert.InRange(received.Count, 1, numbers.Length);
            Assert.Equal(received.Count, received.Distinct().Count());
        });

    [Fact]
    public void Missing_packet_is_waited_for_only_a_moment()
    {
        var order = new RtpOrder(_time);
        var output = new ArrayBufferWriter<byte>();
        Take(order, output, 1, 1);
        Take(order, output, 3, 3);
        Assert.Single(Values(output));
        _time.Advance(RtpOrder.Patience);
        Take(order, output, 4, 4);
        Assert.Equal([1, 3, 4], Values(output));
        Take(order, output, 2, 2);
        Assert.Equal([1, 3, 4], Values(output));
    }

    [Fact]
    public void Sender_that_begins_anew_is_followed()
    {
        var order = new RtpOrder(_time);
        var output = new ArrayBufferWriter<byte>();
        Take(order, output, 40000, 1);
        Take(order, output, 40002, 2);
        Take(order, output, 5, 3);
        Take(order, output, 6, 4);
        Take(order, output, 7, 5, source: 8);
        Assert.Equal([1, 2, 3, 4, 5], Values(output));
    }

    private List<int> Run(IEnumerable<(int Sequence, int Value)> packets)
    {
        var order = new RtpOrder(_time);
        var output = new ArrayBufferWriter<byte>();
        foreach (var (sequence, value) in packets)
        {
            Take(order, output, sequence, value);
        }

        return Values(output);
    }

    private static void Take(RtpOrder order, ArrayBufferWriter<byte> output, int sequence, int value, uint source = 7)
    {
        Assert.True(RtpPacket.TryParse(Rtp.Packet(sequence, BitConverter.GetBytes(value), source), out var packet));
        order.Take(packet, output);
    }

    private static List<int> Values(ArrayBufferWriter<byte> output) =>
        [.. output.WrittenSpan.ToArray().Chunk(4).Select(bytes => BitConverter.ToInt32(bytes))];
}
