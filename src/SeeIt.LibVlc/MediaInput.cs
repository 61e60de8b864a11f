namespace SeeIt.LibVlc;

/// <summary>
/// Bytes of a media that come from us. LibVLC calls Open, then Read (and Seek) until the end, then Close, all from its own
/// input thread, never two at a time. What these throw is caught, kept in <see cref="Fault"/>, and told to LibVLC as an error.
/// </summary>
/// <remarks>
/// Read may block. But stop, set_media and release wait for it: whoever calls those must first make a blocked Read return.
/// They must not call LibVLC: it waits for them.
/// </remarks>
public abstract class MediaInput
{
    /// <summary>The size of an endless stream.</summary>
    public const ulong UnknownSize = ulong.MaxValue;

    /// <summary>True when <see cref="Seek"/> works. Asked once, when the media is made.</summary>
    public virtual bool CanSeek => false;

    /// <summary>The last exception that one of the callbacks threw.</summary>
    public Exception? Fault { get; internal set; }

    /// <param name="size">Bytes in all, or <see cref="UnknownSize"/>.</param>
    /// <returns>False when it cannot be opened.</returns>
    public abstract bool Open(out ulong size);

    /// <returns>How many bytes were read, at least one; 0 at the end; -1 on an error.</returns>
    public abstract int Read(Span<byte> buffer);

    /// <param name="offset">Bytes from the start.</param>
    /// <returns>False when it did not work.</returns>
    public virtual bool Seek(ulong offset) => false;

    public abstract void Close();
}
