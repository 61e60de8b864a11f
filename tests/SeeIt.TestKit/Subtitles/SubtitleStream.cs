using System.Text;

namespace SeeIt.TestKit.Subtitles;

/// <summary>Subtitles as a broadcast carries them: an elementary stream of private data with a descriptor in the PMT.</summary>
/// <param name="Language">ISO 639-2, three letters.</param>
public abstract record SubtitleStream(string Language)
{
    private const byte PrivateStream1 = 0xBD;

    /// <summary>Bytes from the beginning of a PES packet to where its header's own length begins to count.</summary>
    private const int FixedHeader = 9;

    /// <summary>What the PMT says of it.</summary>
    public abstract byte[] Descriptor { get; }

    /// <summary>One PES packet with the whole picture.</summary>
    /// <param name="pts">When it is shown, in 90 kHz.</param>
    public abstract byte[] Packet(long pts);

    protected byte[] LanguageCode => Encoding.ASCII.GetBytes(Language);

    /// <param name="pts">In 90 kHz.</param>
    /// <param name="headerLength">Bytes of the time stamp, 5, and of stuffing after it.</param>
    /// <param name="data">The PES data field.</param>
    protected static byte[] Pes(long pts, byte headerLength, byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var packet = new byte[FixedHeader + headerLength + data.Length];
        var length = packet.Length - 6;
        byte[] header =
        [
            0, 0, 1, PrivateStream1, (byte)(length >> 8), (byte)length, 0x84, 0x80, headerLength,
            (byte)(0x21 | (pts >> 29 & 0x0E)), (byte)(pts >> 22), (byte)(1 | pts >> 14), (byte)(pts >> 7), (byte)(1 | pts << 1),
        ];
        packet.AsSpan().Fill(0xFF);
        header.CopyTo(packet, 0);
        data.CopyTo(packet, FixedHeader + headerLength);
        return packet;
    }
}
