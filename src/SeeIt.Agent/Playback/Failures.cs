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

    public static Failure From(LiveEnd end) => new(
        end.Reason == LiveEndReason.NoData ? FailureKind.NoDataTimeout : FailureKind.SourceUnreachable, end.Detail);
}
