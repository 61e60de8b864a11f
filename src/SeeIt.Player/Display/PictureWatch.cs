using System.Runtime.InteropServices;

namespace SeeIt.Player.Display;

/// <summary>
/// Tells when the picture's window, raised over the screen, shows more than its black background. X forgets what a covered
/// window held, so nothing of the picture before can be taken for the new one.
/// </summary>
internal static unsafe class PictureWatch
{
    private const int Rows = 7;

    /// <summary>All but the unused byte.</summary>
    private const uint ColourBits = 0x00FFFFFF;

    /// <summary>Reads some rows: a few kilobytes, some tenths of a millisecond.</summary>
    public static bool Shows(TvWindow window)
    {
        var width = window.Width;
        var pixels = (uint*)NativeMemory.AllocZeroed(width, PixelImage.BytesPerPixel);
        try
        {
            using var row = window.CreateImage(pixels, width, 1);
            for (uint i = 1; i <= Rows; i++)
            {
                window.ReadRow(window.Height * i / (Rows + 1), row);
                foreach (var pixel in new ReadOnlySpan<uint>(pixels, (int)width))
                {
                    if ((pixel & ColourBits) != 0)
                    {
                        return true;
                    }
                }
            }

            return false;
        }
        finally
        {
            NativeMemory.Free(pixels);
        }
    }
}
