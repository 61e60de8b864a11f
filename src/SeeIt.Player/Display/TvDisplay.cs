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

    private readonly ConcurrentQueue<Action> _work = new();
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly TvWindow _window;
    private readonly Thread _thread;
    private readonly Action _closed;
    private readonly int _wake = Libc.EventFd();
    private Screen _screen = new IdleScreen("");
    private Action<long>? _shown;
    private bool _raised;
    private bool _stop;

    private TvDisplay(TvWindow window, Action closed)
    {
        _window = window;
        _closed = closed;
        PictureWindow = (uint)window.Picture;
        _thread = new Thread(Loop) { IsBackground = true, Name = "display" };
        _thread.Start();
        Post(Paint);
    }

    /// <summary>The X11 window that LibVLC draws in.</summary>
    public uint PictureWindow { get; }

    /// <param name="windowed">A window instead of the full screen.</param>
    /// <param name="closed">Called when the person closes the window.</param>
    /// <exception cref="StartException">There is no display.</exception>
    public static TvDisplay Open(bool windowed, Action closed) => new(TvWindow.Open(windowed), closed);

    /// <summary>Shows it at once, or when the picture is taken away.</summary>
    public void Show(Screen screen) => Post(() =>
    {
        _screen = screen;
        if (!_raised)
        {
            Paint();
        }
    });

    /// <summary>Puts LibVLC's window over the screen.</summary>
    /// <param name="shown">Called once, on the display's thread, with the timestamp at which a picture was seen in it.</param>
    public void RaisePicture(Action<long> shown) => Post(() =>
    {
        _raised = true;
        _shown = shown;
        _window.Raise(_window.Picture);
        _window.ForgetScreen();
    });

    /// <summary>Puts the screen over LibVLC's window.</summary>
    public void LowerPicture() => Post(() =>
    {
        _shown = null;
        if (_raised)
        {
            _raised = false;
            Paint();
            _window.Raise(_window.Screen);
        }
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

            _ = Libc.poll(fds, 2, _shown is null ? Forever : WatchEveryMs);
            Libc.Drain(_wake);
            while (_work.TryDequeue(out var work))
            {
                work();
            }

            Watch();
        }

        _window.Close();
    }

    private void Watch()
    {
        if (_shown is { } shown && PictureWatch.Shows(_window))
        {
            _shown = null;
            shown(_time.GetTimestamp());
        }
    }

    private void Paint()
    {
        using (var bitmap = ScreenPainter.Paint(_screen, (int)_window.Width, (int)_window.Height))
        using (var image = _window.CreateImage((void*)bitmap.GetPixels(), _window.Width, _window.Height))
        {
            _window.SetScreen(image);
        }

        ScreenPainter.Forget();
    }
}
