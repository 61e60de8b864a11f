namespace SeeIt.Relay.Ts;

/// <summary>The CRC of sections (ISO/IEC 13818-1, annex A): polynomial 0x04C11DB7, begun with all ones, not reflected. 0 over a section with its own CRC.</summary>
internal static class Crc32Mpeg
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = (crc << 8) ^ Table[(crc >> 24) ^ value];
        }

        return crc;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var index = 0u; index < 256; index++)
        {
            var crc = index << 24;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x80000000) != 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
            }

            table[index] = crc;
        }

        return table;
    }
}
