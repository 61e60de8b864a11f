using System.Collections.Concurrent;
using SeeIt.Contracts.Player;

namespace SeeIt.Player.Display;

/// <summary>
/// The TV's window, its screens, and the raised picture. A thread of its own talks to the X server; the members may be
/// called from any thread and never wait.
/// </summary>
internal sealed unsafe class TvDisplay : IDisposable
{
    private const int WatchEveryMs = 4;
    private const int Forever = -1;

    /// <summary>Nobody reads a screen that is there for less: a picture that comes sooner is not held up by drawing one.</summary>
    private static readonly TimeSpan Unreadable = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentQueue<Action> _work = new();
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly TvWindow _window;
    private readonly Thread _thread;
    private readonly Action _closed;
    private readonly int _wake = Libc.EventFd();
    private Screen _screen = new IdleScreen("");
    private PictureWatch? _watch;
    private volatile bool _isBlack;
    private Action<long>? _shown;
    private long? _overlayEnds;
    private long? _paints;
    private bool _raised;
    private bool _stop;

    private TvDisplay(TvWindow window, Action closed)
    {
        _window = window;
        _closed = closed;
        _thread = new Thread(Loop) { IsBackground = true, Name = "display" };
        _thread.Start();
        Post(Paint);
    }

    /// <param name="windowed">A window instead of the full screen.</param>
    /// <param name="closed">Called when the person closes the window.</param>
    /// <exception cref="StartException">There is no display.</exception>
    public static TvDisplay Open(bool windowed, Action closed) => new(TvWindow.Open(windowed), closed);

    /// <summary>Shows it at once, or when the picture is taken away; what only stands until a picture, unless that comes at once.</summary>
    public void Show(Screen screen) => Post(() =>
    {
        _screen = screen;
        if (!_raised)
        {
            PaintInTime();
        }
    });

    /// <summary>Whether the middle of the TV was black when <see cref="LookForBlack"/> was called last.</summary>
    public bool IsBlack => _isBlack;

    public void LookForBlack() => Post(() =>
    {
        using var middle = new PictureWatch(_window);
        _isBlack = middle.BeganBlack;
    });

    /// <summary>Makes an X11 window for LibVLC to draw in, unseen until <see cref="RaisePicture"/>. Waits for it.</summary>
    public uint CreatePicture()
    {
        using var done = new ManualResetEventSlim();
        uint picture = 0;
        Post(() =>
        {
            picture = (uint)_window.CreatePicture();
            done.Set();
        });
        done.Wait();
        return picture;
    }

    /// <summary>Puts a picture over all else. What was seen stays until LibVLC draws.</summary>
    /// <param name="picture">One of <see cref="CreatePicture"/>, with a video output in it.</param>
    /// <param name="shown">Called once, on the display's thread, with the timestamp at which it was seen to be drawn.</param>
    public void RaisePicture(uint picture, Action<long> shown) => Post(() =>
    {
        Unwatch();
        _raised = true;
        _shown = shown;
        _window.RaisePicture(picture);
        _watch = new PictureWatch(_window);
    });

    /// <summary>The picture is known to be there: what was under it is needed no more.</summary>
    public void PictureIsSeen() => Post(() =>
    {
        if (_raised)
        {
            Unwatch();
            _window.ForgetScreen();
        }
    });

    /// <summary>Puts the screen over the pictures.</summary>
    public void LowerPicture() => Post(() =>
    {
        Unwatch();
        if (_raised)
        {
            _raised = false;
            _window.ClearScreen(Palette.BackgroundTop);
            PaintInTime();
            _window.Raise(_window.Screen);
        }
    });

    /// <summary>Puts something over picture and screen, in place of what is over them; null takes it away.</summary>
    public void ShowOverlay(Overlay? overlay) => Post(() =>
    {
        _overlayEnds = overlay is { DurationMs: > 0 } ? In(TimeSpan.FromMilliseconds(overlay.DurationMs)) : null;
        if (overlay is null || OverlayPainter.Paint(overlay, (int)_window.Width, (int)_window.Height) is not { } bitmap)
        {
            _window.HideOverlay();
            return;
        }

        using (bitmap)
        using (var image = _window.CreateImage((void*)bitmap.GetPixels(), (uint)bitmap.Width, (uint)bitmap.Height))
        {
            var (x, y) = OverlayPainter.Position(overlay.Place, bitmap.Info.Size, (int)_window.Width, (int)_window.Height);
            _window.ShowOverlay(image, x, y, (uint)bitmap.Width, (uint)bitmap.Height);
        }

        ScreenPainter.Forget();
    });

    public void Dispose()
    {
        Post(() => _stop = true);
        _thread.Join();
        _ = Libc.close(_wake);
    }

    private void Post(Action work)
    {
        _work.Enqueue(work);
        Libc.Signal(_wake);
    }

    private void Loop()
    {
        var fds = stackalloc Libc.PollFd[2];
        fds[0] = new Libc.PollFd { Fd = _window.Connection, Events = Libc.PollIn };
        fds[1] = new Libc.PollFd { Fd = _wake, Events = Libc.PollIn };
        while (!_stop)
        {
            if (!_window.Handle(out var resized))
            {
                _closed();
            }

            if (resized && !_raised)
            {
                Paint();
            }

            _ = Libc.poll(fds, 2, PatienceMs());
            Libc.Drain(_wake);
            while (_work.TryDequeue(out var work))
            {
                work();
            }

            Watch();
            if (IsDue(ref _overlayEnds))
            {
                _window.HideOverlay();
            }

            if (IsDue(ref _paints) && !_raised)
            {
                Paint();
            }
        }

        _window.Close();
    }

    private int PatienceMs()
    {
        if (_watch is not null)
        {
            return WatchEveryMs;
        }

        return (_overlayEnds is { } ends && !(_paints < ends) ? ends : _paints) is { } next
            ? (int)Math.Max(0, (next - _time.GetTimestamp()) * 1_000 / _time.TimestampFrequency) + 1
            : Forever;
    }

    private long In(TimeSpan time) => _time.GetTimestamp() + (long)(time.TotalSeconds * _time.TimestampFrequency);

    /// <summary>True once, when its time has come.</summary>
    private bool IsDue(ref long? at)
    {
        if (!(at <= _time.GetTimestamp()))
        {
            return false;
        }

        at = null;
        return true;
    }

    private void Watch()
    {
        if (_watch?.HasChanged() == true)
        {
            var shown = _shown!;
            Unwatch();
            _window.ForgetScreen();
            shown(_time.GetTimestamp());
        }
    }

    private void Unwatch()
    {
        _watch?.Dispose();
        (_watch, _shown) = (null, null);
    }

    private void PaintInTime()
    {
        if (_screen is TuningScreen)
        {
            _paints = In(Unreadable);
        }
        else
        {
            Paint();
        }
    }

    private void Paint()
    {
        _paints = null;
        using (var bitmap = ScreenPainter.Paint(_screen, (int)_window.Width, (int)_window.Height))
        using (var image = _window.CreateImage((void*)bitmap.GetPixels(), _window.Width, _window.Height))
        {
            _window.SetScreen(image);
        }

        ScreenPainter.Forget();
    }
}
