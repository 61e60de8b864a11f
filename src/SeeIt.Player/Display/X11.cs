using System.Runtime.InteropServices;

namespace SeeIt.Player.Display;

/// <summary>Xlib, as far as one window with two children needs it. Used by one thread. XIDs are C longs.
/// Calls whose int is only ever 1 are declared void: errors come asynchronously, to the error handler.</summary>
internal static unsafe partial class X11
{
    internal const int ConfigureNotify = 22;
    internal const int ClientMessage = 33;
    internal const nint StructureNotifyMask = 1 << 17;
    internal const nuint OverrideRedirectMask = 1 << 9;
    internal const nuint BackPixelMask = 1 << 1;
    internal const int ZPixmap = 2;
    internal const nuint AllPlanes = 0xFFFFFFFF;
    internal const int PropModeReplace = 0;
    internal const nuint XaAtom = 4;
    internal const nuint XaWindow = 33;
    internal const uint InputOutput = 1;

    private const string Library = "libX11.so.6";

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint XOpenDisplay(string? name);

    [LibraryImport(Library)]
    internal static partial void XCloseDisplay(nint display);

    [LibraryImport(Library)]
    internal static partial nint XSetErrorHandler(delegate* unmanaged[Cdecl]<nint, nint, int> handler);

    [LibraryImport(Library)]
    internal static partial nint XSetIOErrorHandler(delegate* unmanaged[Cdecl]<nint, int> handler);

    [LibraryImport(Library)]
    internal static partial int XConnectionNumber(nint display);

    [LibraryImport(Library)]
    internal static partial int XDefaultScreen(nint display);

    [LibraryImport(Library)]
    internal static partial nuint XRootWindow(nint display, int screen);

    [LibraryImport(Library)]
    internal static partial int XDisplayWidth(nint display, int screen);

    [LibraryImport(Library)]
    internal static partial int XDisplayHeight(nint display, int screen);

    [LibraryImport(Library)]
    internal static partial nint XDefaultVisual(nint display, int screen);

    [LibraryImport(Library)]
    internal static partial int XDefaultDepth(nint display, int screen);

    [LibraryImport(Library)]
    internal static partial nint XDefaultGC(nint display, int screen);

    [LibraryImport(Library)]
    internal static partial nuint XCreateWindow(
        nint display, nuint parent, int x, int y, uint width, uint height, uint border, int depth, uint windowClass,
        nint visual, nuint valueMask, WindowAttributes* attributes);

    [LibraryImport(Library)]
    internal static partial void XMapWindow(nint display, nuint window);

    [LibraryImport(Library)]
    internal static partial void XRaiseWindow(nint display, nuint window);

    [LibraryImport(Library)]
    internal static partial void XMapRaised(nint display, nuint window);

    [LibraryImport(Library)]
    internal static partial void XUnmapWindow(nint display, nuint window);

    [LibraryImport(Library)]
    internal static partial void XMoveResizeWindow(nint display, nuint window, int x, int y, uint width, uint height);

    [LibraryImport(Library)]
    internal static partial void XLowerWindow(nint display, nuint window);

    /// <summary>The children are freed by <see cref="XFree"/>.</summary>
    [LibraryImport(Library)]
    internal static partial int XQueryTree(nint display, nuint window, nuint* root, nuint* parent, nuint** children, uint* count);

    /// <summary>Returns when the server has done what it was asked.</summary>
    [LibraryImport(Library)]
    internal static partial void XSync(nint display, int discard);

    [LibraryImport(Library)]
    internal static partial void XResizeWindow(nint display, nuint window, uint width, uint height);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void XStoreName(nint display, nuint window, string name);

    [LibraryImport(Library)]
    internal static partial void XSelectInput(nint display, nuint window, nint mask);

    [LibraryImport(Library)]
    internal static partial int XPending(nint display);

    [LibraryImport(Library)]
    internal static partial void XNextEvent(nint display, XEvent* happened);

    [LibraryImport(Library)]
    internal static partial void XFlush(nint display);

    [LibraryImport(Library)]
    internal static partial nuint XCreatePixmap(nint display, nuint drawable, uint width, uint height, uint depth);

    [LibraryImport(Library)]
    internal static partial void XFreePixmap(nint display, nuint pixmap);

    [LibraryImport(Library)]
    internal static partial void XSetWindowBackgroundPixmap(nint display, nuint window, nuint pixmap);

    [LibraryImport(Library)]
    internal static partial void XSetWindowBackground(nint display, nuint window, nuint pixel);

    [LibraryImport(Library)]
    internal static partial void XClearWindow(nint display, nuint window);

    [LibraryImport(Library)]
    internal static partial nint XCreateImage(
        nint display, nint visual, uint depth, int format, int offset, void* data, uint width, uint height, int pad, int bytesPerLine);

    [LibraryImport(Library)]
    internal static partial void XPutImage(
        nint display, nuint drawable, nint gc, nint image, int fromX, int fromY, int x, int y, uint width, uint height);

    [LibraryImport(Library)]
    internal static partial nint XGetSubImage(
        nint display, nuint drawable, int x, int y, uint width, uint height, nuint planes, int format, nint image, int toX, int toY);

    /// <summary>Of an XImage: frees the structure and leaves the pixels to their owner.</summary>
    [LibraryImport(Library)]
    internal static partial void XFree(nint memory);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nuint XInternAtom(nint display, string name, int onlyIfExists);

    [LibraryImport(Library)]
    internal static partial void XChangeProperty(
        nint display, nuint window, nuint property, nuint type, int format, int mode, nuint* data, int count);

    [LibraryImport(Library)]
    internal static partial int XGetWindowProperty(
        nint display, nuint window, nuint property, nint offset, nint length, int delete, nuint type,
        nuint* actualType, int* actualFormat, nuint* count, nuint* bytesAfter, byte** value);

    [LibraryImport(Library)]
    internal static partial nuint XCreateBitmapFromData(nint display, nuint drawable, byte* data, uint width, uint height);

    [LibraryImport(Library)]
    internal static partial nuint XCreatePixmapCursor(
        nint display, nuint source, nuint mask, Colour* foreground, Colour* background, uint x, uint y);

    [LibraryImport(Library)]
    internal static partial void XDefineCursor(nint display, nuint window, nuint cursor);

    /// <summary><c>XSetWindowAttributes</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct WindowAttributes
    {
        public nuint BackgroundPixmap;
        public nuint BackgroundPixel;
        public nuint BorderPixmap;
        public nuint BorderPixel;
        public int BitGravity;
        public int WinGravity;
        public int BackingStore;
        public nuint BackingPlanes;
        public nuint BackingPixel;
        public int SaveUnder;
        public nint EventMask;
        public nint DoNotPropagateMask;
        public int OverrideRedirect;
        public nuint Colormap;
        public nuint Cursor;
    }

    /// <summary><c>XColor</c></summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Colour
    {
        public nuint Pixel;
        public ushort Red;
        public ushort Green;
        public ushort Blue;
        public byte Flags;
        public byte Pad;
    }

    /// <summary><c>XEvent</c>: 24 longs; the fields are those of <c>XConfigureEvent</c> and, for a message, <c>XClientMessageEvent</c>.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 192)]
    internal struct XEvent
    {
        [FieldOffset(0)]
        public int Type;

        [FieldOffset(40)]
        public nuint ConfiguredWindow;

        [FieldOffset(56)]
        public int Width;

        [FieldOffset(60)]
        public int Height;

        [FieldOffset(56)]
        public nuint MessageData;
    }
}
