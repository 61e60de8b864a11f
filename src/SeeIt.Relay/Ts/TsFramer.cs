namespace SeeIt.Relay.Ts;

/// <summary>Finds whole packets in bytes that may begin anywhere and hold rubbish.</summary>
internal static class TsFramer
{
    /// <summary>The run of whole packets at the front of <paramref name="bytes"/>, each with its sync byte.</summary>
    /// <returns>Its length in bytes, a multiple of 188; 0 when there is none.</returns>
    public static int RunLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (length + TsPacket.Size <= bytes.Length && bytes[length] == TsPacket.Sync)
        {
            length += TsPacket.Size;
        }

        return length;
    }

    /// <summary>How many bytes to drop from the front until packets may begin: three sync bytes 188 apart, as far as there are bytes to see them.</summary>
    /// <returns>0 when the front may be a packet's beginning; all of them when no sync byte fits.</returns>
    public static int RubbishLength(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var found = bytes[at..].IndexOf(TsPacket.Sync);
            if (found < 0)
            {
                return bytes.Length;
            }

            at += found;
            if (Fits(bytes, at + TsPacket.Size) && Fits(bytes, at + (2 * TsPacket.Size)))
            {
                return at;
            }

            at++;
        }

        return bytes.Length;
    }

    /// <summary>Whether this is a transport stream for certain: three sync bytes in their places, after less than a packet of rubbish.</summary>
    public static bool IsTransportStream(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < TsPacket.Size && at + (2 * TsPacket.Size) < bytes.Length; at++)
        {
            if (bytes[at] == TsPacket.Sync && bytes[at + TsPacket.Size] == TsPacket.Sync && bytes[at + (2 * TsPacket.Size)] == TsPacket.Sync)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Fits(ReadOnlySpan<byte> bytes, int at) => at >= bytes.Length || bytes[at] == TsPacket.Sync;
}
