using System.Buffers.Binary;

namespace SeeIt.TestKit;

/// <summary>Makes RTP packets.</summary>
public static class Rtp
{
    private const int PacketsEach = 7;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    public static byte[] Packet(int sequence, ReadOnlySpan<byte> payload, uint source = 7, int payloadType = 33)
    {
        var packet = new byte[12 + payload.Length];
        packet[0] = 0x80;
        packet[1] = (byte)payloadType;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)sequence);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), source);
        payload.CopyTo(packet.AsSpan(12));
        return packet;
    }

    /// <summary>A stream as the packets that a sender makes of it: seven transport packets each.</summary>
    public static IEnumerable<byte[]> Packets(byte[] stream, int first = 0) =>
        stream.Chunk(PacketsEach * TsClip.PacketSize).Select((chunk, index) => Packet(first + index, chunk));

    /// <summary>Sends a clip in real time, again and again, until it is cancelled or cannot be sent.</summary>
    public static async Task AirAsync(TsClip clip, Func<byte[], Task> send, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(clip);
        ArgumentNullException.ThrowIfNull(send);
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(Tick, time);
        var payload = new byte[PacketsEach * TsClip.PacketSize];
        var sequence = 0;
        for (var next = 0L; await timer.WaitForNextTickAsync(cancellation);)
        {
            for (var aired = clip.PacketsBy(time.GetElapsedTime(began)); next + PacketsEach <= aired; next += PacketsEach)
            {
                for (var at = 0; at < PacketsEach; at++)
                {
                    clip.Packet(next + at).CopyTo(payload.AsSpan(at * TsClip.PacketSize));
                }

                await send(Packet(sequence++, payload));
            }
        }
    }
}
