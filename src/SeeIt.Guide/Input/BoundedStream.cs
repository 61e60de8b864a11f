namespace SeeIt.Guide.Input;

/// <summary>
/// A lineup's bytes, which end where more of them come without a new line, or in all, than any lineup has: a small packed
/// file may unpack to more than there is memory.
/// </summary>
/// <param name="inner">Unpacked.</param>
/// <param name="name">The input's.</param>
/// <param name="longest">Bytes in all.</param>
internal sealed class BoundedStream(Stream inner, string name, long longest) : ReadOnlyStream
{
    /// <summary>Bytes in a line. Logos are written into it now and then.</summary>
    internal const int LongestLine = 4_000_000;

    private long _line;
    private long _length;

    /// <exception cref="GuideFormatException">It is no lineup.</exception>
    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        var end = buffer[..read].LastIndexOfAny((byte)'\n', (byte)'\r');
        _line = end < 0 ? _line + read : read - end;
        _length += read;
        return _line <= LongestLine && _length <= longest
            ? read
            : throw new GuideFormatException(new Problem(name, 0, _line > LongestLine
                ? $"This is no lineup: it has a line of more than {LongestLine / 1_000_000} MB."
                : $"It is larger than any lineup: more than {longest / 1_000_000} MB unpacked."));
    }
}
