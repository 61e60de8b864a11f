using SeeIt.Agent.SeeIt;
using SeeIt.Contracts;
using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>The relay's and the player's failures in the words of the contract.</summary>
internal static class Failures
{
    /// <summary>Bytes a second: half of what the poorest radio needs.</summary>
    private const int LeastRate = 2_000;

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

    /// <summary>A player that refuses has not ended.</summary>
    public static Failure From(PlayerException exception) =>
        new(exception.IsRefusal ? FailureKind.Unsupported : FailureKind.PlayerCrashed, exception.Message);

    /// <summary>What a stream lacks for a picture; null when nothing is known to be wrong with it.</summary>
    /// <param name="stream">Which.</param>
    /// <param name="age">How long it has been watched.</param>
    /// <param name="source">Its name.</param>
    public static Failure? Diagnose(LiveStream stream, TimeSpan age, string source)
    {
        if (stream.SinceLastByte > TimeSpan.FromSeconds(2))
        {
            return new(FailureKind.NoDataTimeout, $"{source} has sent nothing for {stream.SinceLastByte.TotalSeconds:0} s.");
        }

        if (stream.Obstacle is { } obstacle)
        {
            return From(obstacle);
        }

        return stream.BytesReceived < LeastRate * age.TotalSeconds
            ? new(FailureKind.NoDataTimeout, $"{source} sent no more than {stream.BytesReceived} bytes in {age.TotalSeconds:0} s.")
            : null;
    }

    public static Failure From(LiveEnd end) => new(
        end.Reason == LiveEndReason.NoData ? FailureKind.NoDataTimeout : FailureKind.SourceUnreachable, end.Detail);
}
