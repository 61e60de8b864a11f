namespace SeeIt.Relay.Ts;

/// <summary>Packs a section into transport packets.</summary>
internal static class TsSections
{
    public static byte[] ToPackets(int pid, ReadOnlySpan<byte> section)
    {
        const int Room = TsPacket.Size - 4;
        var count = (1 + section.Length + Room - 1) / Room;
        var packets = new byte[count * TsPacket.Size];
        packets.AsSpan().Fill(0xff);
        for (var index = 0; index < count; index++)
        {
            var packet = packets.AsSpan(index * TsPacket.Size, TsPacket.Size);
            packet[0] = TsPacket.Sync;
            packet[1] = (byte)((index == 0 ? 0x40 : 0) | (pid >> 8));
            packet[2] = (byte)pid;
            packet[3] = (byte)(0x10 | (index & 0x0f));
            var payload = packet[4..];
            if (index == 0)
            {
                payload[0] = 0;
                payload = payload[1..];
            }

            var take = Math.Min(payload.Length, section.Length);
            section[..take].CopyTo(payload);
            section = section[take..];
        }

        return packets;
    }
}
