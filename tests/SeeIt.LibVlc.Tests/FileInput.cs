namespace SeeIt.LibVlc.Tests;

/// <summary>A file through callbacks, with counters of what LibVLC called.</summary>
/// <param name="path">The file.</param>
/// <param name="canSeek">Whether LibVLC may seek in it.</param>
/// <param name="atMost">Bytes that a read gives; LibVLC asks for hundreds of kilobytes.</param>
/// <param name="onRead">Called in every read.</param>
internal sealed class FileInput(string path, bool canSeek = false, int atMost = int.MaxValue, Action? onRead = null) : MediaInput
{
    private FileStream? _file;

    public int Opened { get; private set; }

    public int Closed { get; private set; }

    public int Sought { get; private set; }

    public int Reads { get; private set; }

    public override bool CanSeek => canSeek;

    public override bool Open(out ulong size)
    {
        Opened++;
        _file = File.OpenRead(path);
        size = canSeek ? (ulong)_file.Length : UnknownSize;
        return true;
    }

    public override int Read(Span<byte> buffer)
    {
        Reads++;
        onRead?.Invoke();
        return _file!.Read(buffer[..Math.Min(atMost, buffer.Length)]);
    }

    public override bool Seek(ulong offset)
    {
        Sought++;
        _file!.Position = (long)offset;
        return true;
    }

    public override void Close()
    {
        Closed++;
        _file!.Dispose();
    }
}

/// <summary>Throws where it is told to.</summary>
internal sealed class BrokenInput(bool openThrows) : MediaInput
{
    public override bool Open(out ulong size)
    {
        size = UnknownSize;
        return openThrows ? throw new IOException("open broke") : true;
    }

    public override int Read(Span<byte> buffer) => throw new IOException("read broke");

    public override void Close() => throw new IOException("close broke");
}
