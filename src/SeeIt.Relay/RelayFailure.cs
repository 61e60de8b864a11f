namespace SeeIt.Relay;

/// <summary>Why a source cannot be opened, or is not served.</summary>
public enum RelayFailureKind
{
    /// <summary>No name, no connection, no TLS, no answer, or an answer that is an HTTP error.</summary>
    Unreachable,

    /// <summary>The address, or one it led to, may not be opened.</summary>
    Forbidden,

    /// <summary>Every tuner is in use (HDHomeRun 804, 805, and 803 while it scans; RTSP 503, 453), or is kept for something more important.</summary>
    NoFreeTuner,

    /// <summary>The tuner refused (HDHomeRun 801, 806; other RTSP errors).</summary>
    TuningFailed,

    /// <summary>Tuned, but nothing is received (HDHomeRun 807; SAT&gt;IP without a lock).</summary>
    NoSignal,

    /// <summary>The source answered, and then sent no data in time.</summary>
    NoData,

    /// <summary>The source sends something that is not played.</summary>
    Unsupported,
}

/// <summary>An expected failure, as a value.</summary>
/// <param name="Kind">For the program.</param>
/// <param name="Detail">For people: what failed, at which host, and how. Holds no headers and no query.</param>
/// <param name="HttpStatus">The status when the source answered with one that is not 2xx.</param>
public sealed record RelayFailure(RelayFailureKind Kind, string Detail, int? HttpStatus = null);
