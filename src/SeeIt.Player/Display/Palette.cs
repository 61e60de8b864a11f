using SkiaSharp;

namespace SeeIt.Player.Display;

internal static class Palette
{
    public static readonly SKColor BackgroundTop = new(0x0B, 0x10, 0x1C);
    public static readonly SKColor BackgroundBottom = new(0x17, 0x20, 0x38);
    public static readonly SKColor Text = new(0xF5, 0xF7, 0xFB);
    public static readonly SKColor Quiet = new(0x9D, 0xAB, 0xC4);
    public static readonly SKColor Accent = new(0xFF, 0xB8, 0x5C);
    public static readonly SKColor Trouble = new(0xFF, 0x7D, 0x6E);
    public static readonly SKColor Line = new(0x2C, 0x38, 0x55);
}
