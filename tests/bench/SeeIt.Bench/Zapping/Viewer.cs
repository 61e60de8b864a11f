using SeeIt.Bench.Screen;
using SeeIt.TestKit;

namespace SeeIt.Bench.Zapping;

/// <summary>One way to watch TV, in front of a screen of its own.</summary>
internal abstract class Viewer(string name, XvfbDisplay display, TimeProvider time) : IAsyncDisposable
{
    /// <summary>In the tables, and to choose legs by.</summary>
    public string Name => name;

    /// <summary>True when nothing runs before the tap.</summary>
    public virtual bool IsCold => false;

    /// <summary>True when a live stream is joined at the tap, so that nothing can be shown before its next key frame.</summary>
    public virtual bool JoinsLive => true;

    public ScreenWatch Screen { get; } = new(display, time);

    protected XvfbDisplay Display => display;

    /// <summary>What may be known before the tap. Returns when all that is done ahead is done.</summary>
    public virtual Task ExpectAsync(Uri next) => Task.CompletedTask;

    /// <summary>Asks for a channel, in place of the one that is on. Returns when all is asked; the picture comes later.</summary>
    public abstract Task TapAsync(Uri next);

    /// <summary>Watches nothing, and takes no processor time, until the next tap.</summary>
    public abstract Task RestAsync();

    public virtual async ValueTask DisposeAsync()
    {
        Screen.Dispose();
        await display.DisposeAsync();
    }
}
