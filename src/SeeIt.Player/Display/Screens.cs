using QRCoder;
using SeeIt.Contracts.Player;
using SkiaSharp;

namespace SeeIt.Player.Display;

/// <summary>The screens, on a layout of 1920 x 1080; the outer five percent stay empty, where old TVs cut.</summary>
internal static class Screens
{
    private const float Left = 120;
    private const float Right = 1800;
    private const float Centre = 960;
    private const float Room = Right - Left;

    private static readonly TextStyle Brand = new(40, Palette.Accent, Bold: true);
    private static readonly TextStyle Name = new(36, Palette.Quiet);
    private static readonly TextStyle Title = new(92, Palette.Text, Bold: true);
    private static readonly TextStyle Body = new(46, Palette.Quiet);

    public static void Idle(Typesetter type, IdleScreen screen)
    {
        type.Line("See it", Left, 140, Brand, Room);
        type.Line(screen.TvName, Centre, 540, Title with { Size = 120 }, Room, Align.Centre);
        type.Line("Share a post about a show to watch it here.", Centre, 640, Body, Room, Align.Centre);
    }

    public static void Tuning(Typesetter type, TuningScreen screen)
    {
        type.Line("See it", Left, 140, Brand, Room);
        type.Line(screen.Channel, Left, 440, Body with { Size = 56, Colour = Palette.Accent }, Room);
        var last = type.Paragraph(screen.Title, Left, 560, Title with { Size = 112 }, Room, maxLines: 2);
        type.Line("Tuning…", Left, last + 120, Body, Room);
    }

    public static void Radio(Typesetter type, RadioScreen screen)
    {
        type.Line("See it", Left, 140, Brand, Room);
        type.Line(screen.Channel, Left, 440, Body with { Size = 56, Colour = Palette.Accent }, Room);
        type.Paragraph(screen.Title, Left, 560, Title with { Size = 112 }, Room, maxLines: 3);
    }

    public static void Trouble(SKCanvas canvas, Typesetter type, TroubleScreen screen)
    {
        type.Line("See it", Left, 140, Brand, Room);
        var title = type.Paragraph(screen.Title, Left + 70, 420, Title, Room - 70, maxLines: 2);
        var text = type.Paragraph(screen.Text, Left + 70, title + 110, Body, Room - 70, maxLines: 4);
        using var bar = new SKPaint { Color = Palette.Trouble, IsAntialias = true };
        canvas.DrawRoundRect(Left, 345, 14, text + 20 - 345, 7, 7, bar);
    }

    public static void Pairing(SKCanvas canvas, Typesetter type, PairingScreen screen)
    {
        const float column = 940;
        type.Line("See it", Left, 140, Brand, column / 2);
        type.Line(screen.TvName, Right, 140, Name, column / 2, Align.Right);
        type.Line("Pair this TV", Left, 275, Title with { Size = 72 }, column);

        Step("1", "Scan the square, or open", 380);
        type.Line(Shorten(screen.Address), Left + 90, 450, Body with { Size = 50, Colour = Palette.Text }, column - 90);
        Step("2", "Check the code, or type it", 560);
        type.Line(Grouped(screen.Code), Left + 90, 680, new TextStyle(118, Palette.Text, Bold: true), column - 90);
        Step("3", "Choose this number", 800);
        type.Line($"{screen.Number}", Left + 90, 960, new TextStyle(160, Palette.Accent, Bold: true), column - 90);

        DrawQr(canvas, screen.Link, new SKRect(Right - 700, 230, Right, 930));

        void Step(string number, string text, float baseline)
        {
            type.Line(number, Left, baseline, Body with { Colour = Palette.Accent }, 80);
            type.Line(text, Left + 90, baseline, Body, column - 90);
        }
    }

    /// <summary>"WDJBMJHT" as "WDJB MJHT".</summary>
    private static string Grouped(string code) => code.Length == 8 ? $"{code[..4]} {code[4..]}" : code;

    /// <summary>What people type: browsers add https themselves.</summary>
    private static string Shorten(string address)
        => address.StartsWith("https://", StringComparison.Ordinal) ? address["https://".Length..] : address;

    /// <summary>ISO/IEC 18004: dark squares on light, and four squares of quiet around.</summary>
    private static void DrawQr(SKCanvas canvas, string content, SKRect place)
    {
        using var light = new SKPaint { Color = SKColors.White, IsAntialias = true };
        canvas.DrawRoundRect(place, 28, 28, light);
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var side = place.Width / modules.Count;
        using var dark = new SKPaint { Color = Palette.BackgroundTop, IsAntialias = false };
        for (var y = 0; y < modules.Count; y++)
        {
            for (var x = 0; x < modules.Count; x++)
            {
                if (modules[y][x])
                {
                    canvas.DrawRect(place.Left + (x * side), place.Top + (y * side), side, side, dark);
                }
            }
        }
    }
}
