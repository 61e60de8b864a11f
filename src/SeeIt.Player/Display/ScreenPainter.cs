using SeeIt.Contracts.Player;
using SkiaSharp;

namespace SeeIt.Player.Display;

/// <summary>Draws the screens for eyes three metres away: big type, few words, within the part that every TV shows.</summary>
internal static class ScreenPainter
{
    /// <summary>The screens are laid out for this size and scaled to the TV's.</summary>
    private const float LayoutWidth = 1920;
    private const float LayoutHeight = 1080;

    /// <returns>Blue first, 32 bits a pixel. The caller disposes it.</returns>
    public static SKBitmap Paint(Screen screen, int width, int height)
    {
        var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        using var background = new SKPaint
        {
            Shader = SKShader.CreateLinearGradient(
                new SKPoint(0, 0), new SKPoint(width, height), [Palette.BackgroundTop, Palette.BackgroundBottom], SKShaderTileMode.Clamp),
            IsDither = true,
        };
        canvas.DrawRect(0, 0, width, height, background);
        background.Shader.Dispose();

        var scale = Math.Min(width / LayoutWidth, height / LayoutHeight);
        canvas.Translate((width - (LayoutWidth * scale)) / 2, (height - (LayoutHeight * scale)) / 2);
        canvas.Scale(scale);
        using var type = new Typesetter(canvas);
        switch (screen)
        {
            case IdleScreen idle:
                Screens.Idle(type, idle);
                break;
            case PairingScreen pairing:
                Screens.Pairing(canvas, type, pairing);
                break;
            case TroubleScreen trouble:
                Screens.Trouble(canvas, type, trouble);
                break;
            case RadioScreen radio:
                Screens.Radio(type, radio);
                break;
            case TuningScreen tuning:
                Screens.Tuning(type, tuning);
                break;
        }

        return bitmap;
    }

    /// <summary>Gives back what Skia and malloc keep for the next time: it is rare, and the player's memory is counted.</summary>
    public static void Forget()
    {
        SKGraphics.PurgeAllCaches();
        _ = Libc.malloc_trim(0);
    }
}
