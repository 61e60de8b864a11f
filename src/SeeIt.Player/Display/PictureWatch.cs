using System.Runtime.InteropServices;

namespace SeeIt.Player.Display;

/// <summary>
/// Tells when LibVLC has drawn in a window that was raised: what was seen in the middle of the TV is there no more.
/// The middle, since a narrow or a wide picture leaves the edges black.
/// </summary>
internal sealed unsafe class PictureWatch : IDisposable
{
    private const int Rows = 8;

    /// <summary>Video black is 16 of 255 where a converter keeps it so.</summary>
    private const byte BrightestBlack = 20;

    private readonly TvWindow _window;
    private readonly uint _left;
    private readonly uint _width;
    private readonly uint _height;
    private readonly uint* _row;
    private readonly PixelImage _image;
    private readonly int[] _before = new int[Rows];

    /// <summary>Takes what is seen now as what was there before.</summary>
    public PictureWatch(TvWindow window)
    {
        _window = window;
        (_left, _width, _height) = (window.Width * 3 / 8, window.Width / 4, window.Height);
        _row = (uint*)NativeMemory.AllocZeroed(_width, PixelImage.BytesPerPixel);
        _image = window.CreateImage(_row, _width, 1);
        for (var i = 0; i < Rows; i++)
        {
            _before[i] = Read(i);
            BeganBlack &= !Row.ContainsAnyExceptInRange((byte)0, BrightestBlack);
        }
    }

    /// <summary>What was seen at first is black.</summary>
    public bool BeganBlack { get; } = true;

    private ReadOnlySpan<byte> Row => new(_row, (int)_width * PixelImage.BytesPerPixel);

    /// <summary>Reads some rows: a few kilobytes, some tenths of a millisecond.</summary>
    public bool HasChanged()
    {
        for (var i = 0; i < Rows; i++)
        {
            if (Read(i) != _before[i])
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _image.Dispose();
        NativeMemory.Free(_row);
    }

    /// <summary>A hash of a row between three and five eighths of the height.</summary>
    private int Read(int index)
    {
        var y = (_height * 3 / 8) + (_height / 4 * (uint)index / Rows);
        _window.Read(_left, y, _width, 1, _image);
        var hash = default(HashCode);
        hash.AddBytes(Row);
        return hash.ToHashCode();
    }
}
