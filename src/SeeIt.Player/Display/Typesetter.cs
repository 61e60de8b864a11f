using SkiaSharp;

namespace SeeIt.Player.Display;

/// <summary>Where a line stands to its x.</summary>
internal enum Align
{
    Left,
    Centre,
    Right,
}

/// <summary>Lines of text on a canvas, in the system's sans-serif. A text in a script that it lacks is set in a font that has it.</summary>
internal sealed class Typesetter(SKCanvas canvas) : IDisposable
{
    private const string Family = "DejaVu Sans";
    private const string Ellipsis = "…";

    private readonly SKTypeface _regular = SKTypeface.FromFamilyName(Family, SKFontStyle.Normal);
    private readonly SKTypeface _bold = SKTypeface.FromFamilyName(Family, SKFontStyle.Bold);

    /// <summary>One line, cut with an ellipsis where it is too long.</summary>
    /// <param name="text">The words.</param>
    /// <param name="x">See <paramref name="align"/>.</param>
    /// <param name="baseline">The y of the letters' feet.</param>
    /// <param name="style">How.</param>
    /// <param name="maxWidth">The line's room.</param>
    /// <param name="align">Whether x is its left end, centre or right end.</param>
    /// <returns>The width it took.</returns>
    public float Line(string text, float x, float baseline, TextStyle style, float maxWidth, Align align = Align.Left)
    {
        using var font = Font(text, style);
        var line = Cut(text, font, maxWidth);
        var width = font.MeasureText(line);
        using var paint = new SKPaint { Color = style.Colour, IsAntialias = true };
        var left = align switch { Align.Centre => x - (width / 2), Align.Right => x - width, _ => x };
        canvas.DrawText(line, left, baseline, SKTextAlign.Left, font, paint);
        return width;
    }

    /// <summary>As many lines as fit; the last one is cut with an ellipsis.</summary>
    /// <returns>The baseline of the last line.</returns>
    public float Paragraph(string text, float x, float baseline, TextStyle style, float maxWidth, int maxLines, Align align = Align.Left)
    {
        var lines = Wrap(text, style, maxWidth);
        if (lines.Count > maxLines)
        {
            lines[maxLines - 1] = string.Join(' ', lines.Skip(maxLines - 1));
            lines.RemoveRange(maxLines, lines.Count - maxLines);
        }

        var y = baseline;
        for (var i = 0; i < lines.Count; i++)
        {
            y = baseline + (i * style.Size * 1.25f);
            Line(lines[i], x, y, style, maxWidth, align);
        }

        return y;
    }

    public float Width(string text, TextStyle style)
    {
        using var font = Font(text, style);
        return font.MeasureText(text);
    }

    public void Dispose()
    {
        _regular.Dispose();
        _bold.Dispose();
    }

    private static string Cut(string text, SKFont font, float maxWidth)
    {
        if (font.MeasureText(text) <= maxWidth)
        {
            return text;
        }

        var length = (int)font.BreakText(text, maxWidth - font.MeasureText(Ellipsis));
        return text[..length].TrimEnd() + Ellipsis;
    }

    private List<string> Wrap(string text, TextStyle style, float maxWidth)
    {
        using var font = Font(text, style);
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = "";
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var longer = line.Length == 0 ? word : $"{line} {word}";
                if (line.Length > 0 && font.MeasureText(longer) > maxWidth)
                {
                    lines.Add(line);
                    longer = word;
                }

                line = longer;
            }

            lines.Add(line);
        }

        return lines;
    }

    private SKFont Font(string text, TextStyle style)
    {
        var font = new SKFont(style.Bold ? _bold : _regular, style.Size) { Subpixel = true };
        foreach (var rune in text.EnumerateRunes())
        {
            if (!font.ContainsGlyph(rune.Value)
                && SKFontManager.Default.MatchCharacter(Family, font.Typeface.FontStyle, null, rune.Value) is { } other)
            {
                font.Typeface = other;
                break;
            }
        }

        return font;
    }
}

/// <param name="Size">Height of the letters' square, in the layout's pixels.</param>
/// <param name="Colour">Of the letters.</param>
/// <param name="Bold">Bold.</param>
internal readonly record struct TextStyle(float Size, SKColor Colour, bool Bold = false);
