using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace SeeIt.Bench.Screen;

/// <summary>Pixels of a virtual screen, read where its X server draws them: nothing is asked of the server.</summary>
internal sealed class FrameBuffer : IDisposable
{
    private const int White = 128;
    private const int BytesPerPixel = 4;
    private const int BytesPerColour = 12;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long _pixels;
    private readonly long _bytesPerLine;

    /// <param name="path">An XWD file (X11/XWDFile.h) with 32 bits a pixel, mapped by the server.</param>
    public FrameBuffer(string path)
    {
        // Not from the path: that would ask for a lock, and the server holds the file open.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);

        // All fields are big-endian CARD32: header_size is the first, bytes_per_line the 13th, ncolors the 20th.
        _pixels = Field(0) + (Field(19) * BytesPerColour);
        _bytesPerLine = Field(12);
    }

    /// <summary>The blocks of a strip as bits, when there is one.</summary>
    public uint ReadBlocks()
    {
        var blocks = 0u;
        for (var block = 0; block < FrameStrip.Blocks; block++)
        {
            var x = (block * FrameStrip.BlockWidth) + (FrameStrip.BlockWidth / 2);

            blocks = (blocks << 1) | (IsLight(x, FrameStrip.Line) ? 1u : 0u);
        }

        return blocks;
    }

    /// <summary>Whether a pixel is nearer to white than to black: by its green, which is the same in both.</summary>
    public bool IsLight(int x, int y)
    {
        // Blue, green, red, unused.
        return _view.ReadByte(_pixels + (y * _bytesPerLine) + (x * BytesPerPixel) + 1) >= White;
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private uint Field(int index) => BinaryPrimitives.ReverseEndianness(_view.ReadUInt32(index * sizeof(uint)));
}
