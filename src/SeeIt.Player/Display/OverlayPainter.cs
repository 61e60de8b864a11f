using SeeIt.Contracts.Player;
using SkiaSharp;

namespace SeeIt.Player.Display;

/// <summary>
/// Draws what lies over the picture as a panel of its own, in a window over LibVLC's: LibVLC's logo would read its picture
/// from a file, and the player's LibVLC can open none.
/// </summary>
internal static class OverlayPainter
{
    private const float LayoutHeight = 1080;
    private const float TextSize = 40;
    private const float LineHeight = 1.25f * TextSize;
    private const float Padding = 28;
    private const float Gap = 24;
    private const float LargestPicture = 400;

    /// <summary>The part of the TV's width and height, at each edge, that some TVs do not show.</summary>
    private const float UnsafeEdge = 0.05f;

    /// <returns>Blue first, 32 bits a pixel, the caller's; null when there is nothing to draw, or the picture is none.</returns>
    public static SKBitmap? Paint(Overlay overlay, int tvWidth, int tvHeight)
    {
        var scale = tvHeight / LayoutHeight;
        using var picture = overlay.Picture is { } png ? SKBitmap.Decode(png) : null;
        var lines = overlay.Text?.Split('\n') ?? [];
        if (picture is null && lines.All(string.IsNullOrWhiteSpace))
        {
            return null;
        }

        var pictureSize = picture is null ? SKSize.Empty : Fit(picture);
        var style = new TextStyle(TextSize, Palette.Text);
        var room = (tvWidth * (1 - (2 * UnsafeEdge)) / scale) - (2 * Padding) - (picture is null ? 0 : pictureSize.Width + Gap);
        var textWidth = Math.Min(room, Widest(lines, style));
        var width = (2 * Padding) + textWidth + (picture is null ? 0 : pictureSize.Width + (textWidth > 0 ? Gap : 0));
        var height = (2 * Padding) + Math.Max(pictureSize.Height, lines.Length * LineHeight);

        var bitmap = new SKBitmap(new SKImageInfo(
            Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)), SKColorType.Bgra8888, SKAlphaType.Opaque));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(Palette.BackgroundTop);
        canvas.Scale(scale);
        var left = Padding;
        if (picture is not null)
        {
            var top = (height - pictureSize.Height) / 2;
            using var image = SKImage.FromBitmap(picture);
            canvas.DrawImage(image, SKRect.Create(left, top, pictureSize.Width, pictureSize.Height), new SKSamplingOptions(SKFilterMode.Linear));
            left += pictureSize.Width + Gap;
        }

        using var type = new Typesetter(canvas);
        var baseline = ((height - (lines.Length * LineHeight)) / 2) + TextSize;
        foreach (var line in lines)
        {
            type.Line(line, left, baseline, style, textWidth + 1);
            baseline += LineHeight;
        }

        return bitmap;
    }

    /// <summary>Where the panel's upper left corner goes.</summary>
    public static (int X, int Y) Position(OverlayPlace place, SKSizeI panel, int tvWidth, int tvHeight)
    {
        var (edgeX, edgeY) = ((int)(tvWidth * UnsafeEdge), (int)(tvHeight * UnsafeEdge));
        var x = place switch
        {
            OverlayPlace.TopLeft or OverlayPlace.BottomLeft => edgeX,
            OverlayPlace.TopRight or OverlayPlace.BottomRight => tvWidth - edgeX - panel.Width,
            _ => (tvWidth - panel.Width) / 2,
        };
        var y = place is OverlayPlace.Top or OverlayPlace.TopLeft or OverlayPlace.TopRight ? edgeY : tvHeight - edgeY - panel.Height;
        return (x, y);
    }

    private static SKSize Fit(SKBitmap picture)
    {
        var scale = Math.Min(1, LargestPicture / Math.Max(picture.Width, picture.Height));
        return new SKSize(picture.Width * scale, picture.Height * scale);
    }

    private static float Widest(string[] lines, TextStyle style)
    {
        using var bitmap = new SKBitmap(1, 1);
        using var canvas = new SKCanvas(bitmap);
        using var type = new Typesetter(canvas);
        return lines.Length == 0 ? 0 : lines.Max(line => type.Width(line, style));
    }
}
