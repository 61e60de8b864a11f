namespace SeeIt.Relay;

/// <summary>Where in a live stream a recording begins.</summary>
public enum RecordFrom
{
    /// <summary>The newest key frame.</summary>
    Now,

    /// <summary>The oldest byte that the ring still has.</summary>
    Earliest,
}

/// <summary>Why a recording is over.</summary>
public enum RecordingEndReason
{
    /// <summary>It was asked to stop.</summary>
    Stopped,

    /// <summary>The source may not be opened, or sends something that is not recorded; nothing was written.</summary>
    SourceUnfit,

    /// <summary>No space is left.</summary>
    DiskFull,

    /// <summary>The file cannot be written to, for another reason.</summary>
    WriteFailed,
}

/// <summary>What was written until then is kept.</summary>
/// <param name="Reason">For the program.</param>
/// <param name="Detail">For people; names the file where it is at fault.</param>
public sealed record RecordingEnd(RecordingEndReason Reason, string Detail);

/// <summary>A part of the stream that is missing.</summary>
/// <param name="Position">Where the recording goes on behind it: bytes written by it before.</param>
/// <param name="Reason">For people.</param>
/// <param name="Length">By the clock, from the last byte that came before it to the first behind it; null while it lasts.</param>
public sealed record RecordingGap(long Position, string Reason, TimeSpan? Length);
