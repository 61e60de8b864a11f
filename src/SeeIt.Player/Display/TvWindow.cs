using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace SeeIt.Player.Display;

/// <summary>
/// The TV's window and its children: the screen, and the pictures that LibVLC draws in. The raised one is seen.
/// Used by the display thread only.
/// </summary>
internal sealed unsafe class TvWindow
{
    private const uint WindowedWidth = 1280;
    private const uint WindowedHeight = 720;

    private readonly nint _display;
    private readonly nuint _window;
    private readonly nuint _deleteMessage;
    private readonly nuint _overlay;
    private readonly List<nuint> _pictures = [];

    private TvWindow(nint display, bool windowed)
    {
        _display = display;
        var screen = X11.XDefaultScreen(display);
        var root = X11.XRootWindow(display, screen);
        var managed = HasWindowManager(root);
        (Width, Height) = windowed
            ? (WindowedWidth, WindowedHeight)
            : ((uint)X11.XDisplayWidth(display, screen), (uint)X11.XDisplayHeight(display, screen));

        // Without a window manager nobody would place the window; with one, it is asked for the full screen.
        _window = Create(root, overrideRedirect: !windowed && !managed);
        X11.XStoreName(display, _window, "See it");
        X11.XSelectInput(display, _window, X11.StructureNotifyMask);
        _deleteMessage = Atom("WM_DELETE_WINDOW");
        SetAtom("WM_PROTOCOLS", _deleteMessage);
        if (!windowed)
        {
            SetAtom("_NET_WM_STATE", Atom("_NET_WM_STATE_FULLSCREEN"));
            HideCursor();
        }

        Screen = Create(_window, overrideRedirect: false);
        _overlay = Create(_window, overrideRedirect: false);
        X11.XMapWindow(display, Screen);
        X11.XMapWindow(display, _window);
        X11.XFlush(display);
    }

    public uint Width { get; private set; }

    public uint Height { get; private set; }

    public nuint Screen { get; }

    public int Connection => X11.XConnectionNumber(_display);

    /// <exception cref="StartException">There is no display.</exception>
    public static TvWindow Open(bool windowed)
    {
        var name = Environment.GetEnvironmentVariable("DISPLAY");
        if (string.IsNullOrEmpty(name))
        {
            throw new StartException("DISPLAY is not set: start the player inside an X11 session (or XWayland).", StartException.NoDisplay);
        }

        nint display;
        try
        {
            display = X11.XOpenDisplay(null);
        }
        catch (DllNotFoundException)
        {
            throw new StartException("libX11.so.6 was not found: install the package libx11-6.", StartException.NoDisplay);
        }

        if (display == 0)
        {
            throw new StartException($"the display {name} cannot be opened: is the X server up, and may this user connect?", StartException.NoDisplay);
        }

        if (X11.XDefaultDepth(display, X11.XDefaultScreen(display)) != PixelImage.Depth)
        {
            throw new StartException($"the display {name} has no {PixelImage.Depth}-bit colour.", StartException.NoDisplay);
        }

        X11.XSetErrorHandler(&OnError);
        X11.XSetIOErrorHandler(&OnLost);
        return new TvWindow(display, windowed);
    }

    /// <summary>A window for LibVLC to draw in, under all others.</summary>
    public nuint CreatePicture()
    {
        var picture = Create(_window, overrideRedirect: false);
        _pictures.Add(picture);
        X11.XLowerWindow(_display, picture);
        X11.XMapWindow(_display, picture);
        X11.XSync(_display, 0);
        return picture;
    }

    public void Raise(nuint child)
    {
        X11.XRaiseWindow(_display, child);
        X11.XRaiseWindow(_display, _overlay);
        X11.XFlush(_display);
    }

    /// <summary>Puts an image over all else.</summary>
    public void ShowOverlay(PixelImage image, int x, int y, uint width, uint height)
    {
        X11.XMoveResizeWindow(_display, _overlay, x, y, width, height);
        SetBackground(_overlay, image, width, height);
        X11.XMapRaised(_display, _overlay);
        X11.XFlush(_display);
    }

    public void HideOverlay()
    {
        X11.XUnmapWindow(_display, _overlay);
        X11.XSetWindowBackground(_display, _overlay, 0);
        X11.XFlush(_display);
    }

    /// <summary>
    /// Raises a picture over what is seen, which stays until LibVLC draws: its own window, a child of ours, would be painted
    /// black first. What its window does not cover, as beside a narrow picture, is black at once.
    /// </summary>
    public void RaisePicture(nuint picture)
    {
        nuint root;
        nuint parent;
        nuint* children = null;
        uint count;
        if (X11.XQueryTree(_display, picture, &root, &parent, &children, &count) != 0 && children is not null)
        {
            for (var i = 0; i < count; i++)
            {
                X11.XSetWindowBackgroundPixmap(_display, children[i], 0);
            }

            X11.XFree((nint)children);
        }

        X11.XRaiseWindow(_display, picture);
        X11.XRaiseWindow(_display, _overlay);
        X11.XSync(_display, 0);
    }

    /// <summary>Handles what the server sent.</summary>
    /// <param name="resized">True when the window has another size now.</param>
    /// <returns>False when the window was closed.</returns>
    public bool Handle(out bool resized)
    {
        resized = false;
        while (X11.XPending(_display) > 0)
        {
            X11.XEvent happened;
            X11.XNextEvent(_display, &happened);
            switch (happened.Type)
            {
                case X11.ConfigureNotify when happened.ConfiguredWindow == _window:
                    resized |= Resize((uint)happened.Width, (uint)happened.Height);
                    break;
                case X11.ClientMessage when happened.MessageData == _deleteMessage:
                    return false;
            }
        }

        return true;
    }

    /// <summary>Makes the image the screen's background: the server repaints it from now on, and we may forget it.</summary>
    public void SetScreen(PixelImage image)
    {
        SetBackground(Screen, image, Width, Height);
        X11.XFlush(_display);
    }

    /// <summary>Makes one colour the screen's background.</summary>
    public void ClearScreen(SKColor colour)
    {
        X11.XSetWindowBackground(_display, Screen, (nuint)((uint)colour & 0xFFFFFF));
        X11.XClearWindow(_display, Screen);
        X11.XFlush(_display);
    }

    /// <summary>Lets the server forget the screen's image while the picture covers it.</summary>
    public void ForgetScreen()
    {
        X11.XSetWindowBackground(_display, Screen, 0);
        X11.XFlush(_display);
    }

    public PixelImage CreateImage(void* pixels, uint width, uint height)
        => new(_display, X11.XDefaultVisual(_display, X11.XDefaultScreen(_display)), pixels, width, height);

    /// <summary>Copies a part of what is seen.</summary>
    public void Read(uint x, uint y, uint width, uint height, PixelImage into)
        => X11.XGetSubImage(_display, _window, (int)x, (int)y, width, height, X11.AllPlanes, X11.ZPixmap, into.Handle, 0, 0);

    public void Close() => X11.XCloseDisplay(_display);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnError(nint display, nint error) => 0; // A window that went away in between; Xlib's own handler would end the process.

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnLost(nint display)
    {
        Console.Error.WriteLine("seeit-player: the X server is gone; the process ends.");
        Libc._exit(StartException.NoDisplay);
        return 0;
    }

    private nuint Create(nuint parent, bool overrideRedirect)
    {
        X11.WindowAttributes attributes = default;
        attributes.OverrideRedirect = overrideRedirect ? 1 : 0;
        return X11.XCreateWindow(
            _display, parent, 0, 0, Width, Height, 0, 0, X11.InputOutput, 0,
            X11.OverrideRedirectMask | X11.BackPixelMask, &attributes);
    }

    private void SetBackground(nuint window, PixelImage image, uint width, uint height)
    {
        var pixmap = X11.XCreatePixmap(_display, window, width, height, PixelImage.Depth);
        image.Put(_display, pixmap, X11.XDefaultGC(_display, X11.XDefaultScreen(_display)));
        X11.XSetWindowBackgroundPixmap(_display, window, pixmap);
        X11.XClearWindow(_display, window);
        X11.XFreePixmap(_display, pixmap);
    }

    private bool Resize(uint width, uint height)
    {
        if ((width, height) == (Width, Height))
        {
            return false;
        }

        (Width, Height) = (width, height);
        _pictures.ForEach(picture => X11.XResizeWindow(_display, picture, width, height));
        X11.XResizeWindow(_display, Screen, width, height);
        return true;
    }

    /// <summary>EWMH: a running window manager keeps a window of its own named on the root.</summary>
    private bool HasWindowManager(nuint root)
    {
        nuint type;
        int format;
        nuint count;
        nuint after;
        byte* value = null;
        var status = X11.XGetWindowProperty(
            _display, root, Atom("_NET_SUPPORTING_WM_CHECK"), 0, 1, 0, X11.XaWindow, &type, &format, &count, &after, &value);
        if (value is not null)
        {
            X11.XFree((nint)value);
        }

        return status == 0 && count == 1;
    }

    private nuint Atom(string name) => X11.XInternAtom(_display, name, 0);

    private void SetAtom(string property, nuint value)
        => X11.XChangeProperty(_display, _window, Atom(property), X11.XaAtom, 32, X11.PropModeReplace, &value, 1);

    private void HideCursor()
    {
        byte none = 0;
        X11.Colour black = default;
        var empty = X11.XCreateBitmapFromData(_display, _window, &none, 1, 1);
        X11.XDefineCursor(_display, _window, X11.XCreatePixmapCursor(_display, empty, empty, &black, &black, 0, 0));
        X11.XFreePixmap(_display, empty);
    }
}
