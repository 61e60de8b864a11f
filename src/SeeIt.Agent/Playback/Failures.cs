using SeeIt.Agent.SeeIt;
using SeeIt.Contracts;
using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>The relay's failures in the words of the contract.</summary>
internal static class Failures
{
    public static Failure From(RelayFailure failure) => new(
        failure.Kind switch
        {
            RelayFailureKind.Forbidden => FailureKind.SourceForbidden,
            RelayFailureKind.NoFreeTuner => FailureKind.NoFreeTuner,
            RelayFailureKind.TuningFailed => FailureKind.TuningFailed,
            RelayFailureKind.NoSignal => FailureKind.NoSignal,
            RelayFailureKind.NoData => FailureKind.NoDataTimeout,
            RelayFailureKind.Unsupported => FailureKind.Unsupported,
            _ => FailureKind.SourceUnreachable,
        },
        failure.Detail);

    /// <summary>What a stream lacks for a picture; null when nothing is known to be wrong with it.</summary>
    public static Failure? Diagnose(LiveStream stream, string source)
    {
        if (stream.SinceLastByte > TimeSpan.FromSeconds(2))
        {
            return new(FailureKind.NoDataTimeout, $"{source} has sent nothing for {stream.SinceLastByte.TotalSeconds:0} s.");
        }

        return stream.Obstacle is { } obstacle ? From(obstacle) : null;
    }

    public static Failure From(LiveEnd end) => new(
        end.Reason == LiveEndReason.NoData ? FailureKind.NoDataTimeout : FailureKind.SourceUnreachable, end.Detail);
}
