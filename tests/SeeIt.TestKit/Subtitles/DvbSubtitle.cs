namespace SeeIt.TestKit.Subtitles;

/// <summary>
/// DVB subtitles (ETSI EN 300 743) that show one rectangle of one colour, on a display of 720 by 576: from 232, 480 and
/// 256 by 64 large.
/// </summary>
/// <param name="Language">ISO 639-2, three letters.</param>
/// <param name="Y">The colour's parts, as CCIR 601 has them.</param>
/// <param name="Cr">Red.</param>
/// <param name="Cb">Blue.</param>
public sealed record DvbSubtitle(string Language, byte Y, byte Cr, byte Cb) : SubtitleStream(Language)
{
    private const int Page = 1;
    private const int Width = 256;
    private const int Height = 64;
    private const byte Colour = 1;

    /// <summary>Pixels of one length and colour, 25 to 280 of them, end of the string, end of the line.</summary>
    private static readonly byte[] Line = [0x11, 0x0F, Width - 25, Colour << 4, 0, 0xF0];

    /// <summary>A subtitling_descriptor (EN 300 468, 6.2.41): no aspect ratio, composition page, no ancillary one.</summary>
    public override byte[] Descriptor => [0x59, 8, .. LanguageCode, 0x10, .. Word(Page), .. Word(Page)];

    public override byte[] Packet(long pts) => Pes(pts, headerLength: 5,
        [0x20, 0, .. Composition, .. Region, .. Clut, .. Rectangle, .. Segment(0x80, []), 0xFF]);

    /// <summary>For 5 s, as after a change of channel, region 0 at its place.</summary>
    private static byte[] Composition => Segment(0x10, [5, 0b10 << 2, 0, 0, .. Word(232), .. Word(480)]);

    /// <summary>Region 0, 4 bits to a pixel, CLUT 0, with object 0 in its upper left corner.</summary>
    private static byte[] Region => Segment(0x11,
        [0, 0, .. Word(Width), .. Word(Height), 0b010_010_00, 0, 0, 0, .. Word(0), .. Word(0), .. Word(0)]);

    /// <summary>One entry, for 4 bits to a pixel, in full range, opaque.</summary>
    private byte[] Clut => Segment(0x12, [0, 0, Colour, 0b0100_0001, Y, Cr, Cb, 0]);

    /// <summary>Object 0 as pixels; both fields are the same.</summary>
    private static byte[] Rectangle
    {
        get
        {
            byte[] lines = [.. Enumerable.Repeat(Line, Height / 2).SelectMany(line => line)];
            return Segment(0x13, [.. Word(0), 0, .. Word(lines.Length), .. Word(0), .. lines]);
        }
    }

    private static byte[] Segment(byte type, byte[] data) => [0x0F, type, .. Word(Page), .. Word(data.Length), .. data];

    private static byte[] Word(int value) => [(byte)(value >> 8), (byte)value];
}
