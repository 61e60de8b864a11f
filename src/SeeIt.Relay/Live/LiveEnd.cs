namespace SeeIt.Relay;

/// <summary>Why a live stream is over.</summary>
public enum LiveEndReason
{
    /// <summary>The source closed it.</summary>
    SourceEnded,

    /// <summary>The connection broke.</summary>
    SourceFailed,

    /// <summary>The source fell silent: <see cref="RelayOptions.NoDataTimeout"/>.</summary>
    NoData,

    /// <summary>The owner and the last viewer left.</summary>
    Closed,
}

/// <param name="Reason">For the program.</param>
/// <param name="Detail">For people.</param>
public sealed record LiveEnd(LiveEndReason Reason, string Detail);

/// <summary>Why a viewer's pump is over.</summary>
public enum ViewerEnd
{
    /// <summary>The live stream is over, and the viewer got all of it.</summary>
    StreamEnded,

    /// <summary>The viewer closed its side.</summary>
    ViewerLeft,
}
