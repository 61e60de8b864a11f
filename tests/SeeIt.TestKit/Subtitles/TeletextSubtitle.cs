using System.Numerics;
using System.Text;

namespace SeeIt.TestKit.Subtitles;

/// <summary>A teletext page of subtitles (ETSI EN 300 706, carried by EN 300 472): one boxed row, yellow and in double height.</summary>
/// <param name="Language">ISO 639-2, three letters.</param>
/// <param name="Magazine">1 to 8: the page number's first digit.</param>
/// <param name="Page">The page number's other two digits, as BCD: 0x88.</param>
/// <param name="Text">At most 30 letters.</param>
public sealed record TeletextSubtitle(string Language, int Magazine, byte Page, string Text) : SubtitleStream(Language)
{
    private const byte SubtitlePage = 2;
    private const byte DoubleHeight = 0x0D;
    private const byte Yellow = 0x03;
    private const byte StartBox = 0x0B;
    private const byte EndBox = 0x0A;
    private const int Row = 20;

    /// <summary>No page: it ends the one before it.</summary>
    private const byte Filler = 0xFF;

    /// <summary>Header length of the PES packet: EN 300 472 makes it a whole number of transport packets.</summary>
    private const byte HeaderLength = 0x24;

    /// <summary>Hamming 8/4: EN 300 706, 8.2.</summary>
    private static readonly byte[] Hamming =
        [0x15, 0x02, 0x49, 0x5E, 0x64, 0x73, 0x38, 0x2F, 0xD0, 0xC7, 0x8C, 0x9B, 0xA1, 0xB6, 0xFD, 0xEA];

    /// <summary>A teletext_descriptor (EN 300 468, 6.2.43).</summary>
    public override byte[] Descriptor => [0x56, 5, .. LanguageCode, (byte)((SubtitlePage << 3) | (Magazine & 7)), Page];

    public override byte[] Packet(long pts) => Pes(pts, HeaderLength, [0x10, .. Header(Page), .. BoxedRow(), .. Header(Filler)]);

    /// <summary>Packet 0: the page is erased first (C4), is a subtitle (C6) without its header (C7), is new (C8); pages come in series (C11).</summary>
    private byte[] Header(byte page) => Unit(line: 7, number: 0,
        [.. new[] { page & 0xF, page >> 4, 0, 0b1000, 0, 0b1000, 0b0011, 0b0001 }.Select(value => Hamming[value]), .. Letters("", 32)]);

    private byte[] BoxedRow()
    {
        var control = string.Concat(new[] { DoubleHeight, Yellow, StartBox, StartBox }.Select(code => (char)code));
        return Unit(line: 8, Row, Letters($"{control}{Text}{(char)EndBox}{(char)EndBox}", 40));
    }

    /// <summary>A data unit of EBU teletext subtitles; its bits go out the lowest first.</summary>
    private byte[] Unit(int line, int number, byte[] data) =>
    [
        0x03, 0x2C, (byte)(0xE0 | line), 0xE4,
        Reversed(Hamming[(Magazine & 7) | ((number & 1) << 3)]), Reversed(Hamming[number >> 1]), .. data.Select(Reversed),
    ];

    private static byte[] Letters(string text, int length)
        => [.. Encoding.ASCII.GetBytes(text.PadRight(length)).Select(letter => (byte)(letter | (BitOperations.PopCount(letter) % 2 == 0 ? 0x80 : 0)))];

    private static byte Reversed(byte value)
    {
        var reversed = 0;
        for (var bit = 0; bit < 8; bit++)
        {
            reversed |= ((value >> bit) & 1) << (7 - bit);
        }

        return (byte)reversed;
    }
}
