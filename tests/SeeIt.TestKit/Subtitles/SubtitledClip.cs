using System.Buffers.Binary;

namespace SeeIt.TestKit.Subtitles;

/// <summary>Puts subtitles into a clip of one service: it rewrites the PMT and shows each subtitle anew every second.</summary>
public static class SubtitledClip
{
    private const byte PrivateData = 0x06;
    private const int FirstPid = 0x200;
    private const int Second = 90_000;

    /// <summary>Pictures come this much after the clock, as ffmpeg multiplexes them.</summary>
    private const int Delay = Second * 7 / 10;

    /// <param name="clip">An MPEG-TS file; its PMT is one packet.</param>
    /// <param name="target">The file to write.</param>
    /// <param name="streams">In the PMT's order.</param>
    public static void Make(string clip, string target, params SubtitleStream[] streams)
    {
        ArgumentNullException.ThrowIfNull(streams);
        var source = new TsClip(clip);
        var counters = new int[streams.Length];
        var map = -1;
        var due = 0L;
        using var file = File.Create(target);
        for (var number = 0; number < source.Packets; number++)
        {
            var packet = source.Packet(number);
            map = TsClip.Pid(packet) == 0 ? MapPid(packet) : map;
            file.Write(TsClip.Pid(packet) == map ? WithStreams(packet, streams) : packet);
            if (TsClip.Clock(packet) is not { } ticks || ticks / 300 < due)
            {
                continue;
            }

            var clock = ticks / 300;
            due = clock + Second;
            for (var i = 0; i < streams.Length; i++)
            {
                Write(file, FirstPid + i, streams[i].Packet(clock + Delay), ref counters[i]);
            }
        }
    }

    /// <summary>The PMT's PID of the first service.</summary>
    private static int MapPid(ReadOnlySpan<byte> table) => BinaryPrimitives.ReadUInt16BigEndian(table[15..]) & 0x1FFF;

    private static byte[] WithStreams(ReadOnlySpan<byte> packet, SubtitleStream[] streams)
    {
        const int Section = 5;
        const int Checksum = 4;
        var length = BinaryPrimitives.ReadUInt16BigEndian(packet[(Section + 1)..]) & 0xFFF;
        List<byte> section = [.. packet.Slice(Section, 3 + length - Checksum)];
        for (var i = 0; i < streams.Length; i++)
        {
            var pid = FirstPid + i;
            var descriptor = streams[i].Descriptor;
            section.AddRange([PrivateData, (byte)(0xE0 | pid >> 8), (byte)pid, 0xF0, (byte)descriptor.Length, .. descriptor]);
        }

        length = section.Count - 3 + Checksum;
        section[1] = (byte)(0xB0 | length >> 8);
        section[2] = (byte)length;
        var whole = new byte[TsClip.PacketSize];
        whole.AsSpan().Fill(0xFF);
        packet[..Section].CopyTo(whole);
        section.CopyTo(whole, Section);
        BinaryPrimitives.WriteUInt32BigEndian(whole.AsSpan(Section + section.Count), Crc([.. section]));
        return whole;
    }

    private static void Write(FileStream file, int pid, ReadOnlySpan<byte> data, ref int counter)
    {
        for (var begins = true; !data.IsEmpty; begins = false)
        {
            var packet = new byte[TsClip.PacketSize];
            var taken = Math.Min(data.Length, TsClip.PacketSize - 4);
            var stuffing = TsClip.PacketSize - 4 - taken;
            packet[0] = 0x47;
            packet[1] = (byte)((begins ? 0x40 : 0) | pid >> 8);
            packet[2] = (byte)pid;
            packet[3] = (byte)((stuffing > 0 ? 0x30 : 0x10) | counter++ & 0xF);
            if (stuffing > 0)
            {
                packet.AsSpan(4, stuffing).Fill(0xFF);
                packet[4] = (byte)(stuffing - 1);
                if (stuffing > 1)
                {
                    packet[5] = 0;
                }
            }

            data[..taken].CopyTo(packet.AsSpan(4 + stuffing));
            file.Write(packet);
            data = data[taken..];
        }
    }

    /// <summary>Of ISO/IEC 13818-1, annex A.</summary>
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data)
        {
            crc ^= (uint)value << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc << 1) ^ (crc >> 31 != 0 ? 0x04C11DB7u : 0);
            }
        }

        return crc;
    }
}
