namespace SeeIt.Player.Display;

/// <summary>An XImage over pixels that somebody else owns: 32 bits each, blue first.</summary>
internal sealed unsafe class PixelImage : IDisposable
{
    public const int Depth = 24;
    public const int BytesPerPixel = 4;

    private readonly uint _width;
    private readonly uint _height;
    private readonly nint _image;

    public PixelImage(nint display, nint visual, void* pixels, uint width, uint height)
    {
        (_width, _height) = (width, height);
        _image = X11.XCreateImage(
            display, visual, Depth, X11.ZPixmap, 0, pixels, width, height, 8 * BytesPerPixel, (int)width * BytesPerPixel);
    }

    public void Put(nint display, nuint drawable, nint gc)
        => X11.XPutImage(display, drawable, gc, _image, 0, 0, 0, 0, _width, _height);

    /// <summary>The XImage.</summary>
    public nint Handle => _image;

    public void Dispose() => X11.XFree(_image);
}
