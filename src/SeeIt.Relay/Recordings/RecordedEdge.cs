namespace SeeIt.Relay;

/// <summary>Whether a viewer of a recording that grows has all that there is by now. Thread-safe.</summary>
/// <param name="time">Clock.</param>
public sealed class RecordedEdge(TimeProvider time)
{
    private long _readAt = time.GetTimestamp();
    private volatile bool _isAtEnd;

    /// <summary>How long ago the recording grew last, as far as the viewer is; null while there is more for it to read.</summary>
    public TimeSpan? SinceGrowth => _isAtEnd ? time.GetElapsedTime(Volatile.Read(ref _readAt)) : null;

    /// <param name="count">Bytes; none at the end.</param>
    internal void Read(int count)
    {
        if (count > 0)
        {
            Volatile.Write(ref _readAt, time.GetTimestamp());
        }

        _isAtEnd = count == 0;
    }
}
