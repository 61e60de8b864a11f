namespace SeeIt.Relay;

/// <summary>What the stream is known to hold.</summary>
public sealed partial class LiveStream
{
    /// <summary>What has been seen of the program so far.</summary>
    public StreamContents Contents
    {
        get
        {
            lock (_lock)
            {
                var tables = _finder.Tables;
                return new StreamContents(tables.IsComplete, tables.VideoPid >= 0, tables.HasAudio, _finder.IsScrambled, _keyFrames, tables.Undecodable);
            }
        }
    }

    /// <summary>What the tuner said last of its signal; null where there is no tuner, or it says nothing.</summary>
    public SignalReport? Signal => _body.Signal;

    /// <summary>How far back the oldest picture lies that is held; null while none can be joined at.</summary>
    public TimeSpan? Held => _ring.FindJoin(long.MinValue) is { } oldest ? _time.GetElapsedTime(oldest.Timestamp) : null;

    /// <summary>
    /// The reason that the stream itself gives for a picture that does not come; null when it gives none. What only time
    /// can tell is told after <see cref="RelayOptions.KeyFrameWait"/>.
    /// </summary>
    public RelayFailure? Obstacle => Contents.Obstacle(Source.Address.IdnHost, Source.Program, _time.GetElapsedTime(_openedAt), _options.KeyFrameWait);
}
