using SeeIt.Agent.Playback;
using SeeIt.Contracts;
using SeeIt.Relay;

namespace SeeIt.Agent.Tests.Playback;

public sealed class FailuresTests
{
    /// <summary>By name: a kind that is added fails here until it is said what it is for the phone.</summary>
    private static readonly Dictionary<RelayFailureKind, FailureKind> _kinds = new()
    {
        [RelayFailureKind.Unreachable] = FailureKind.SourceUnreachable,
        [RelayFailureKind.Forbidden] = FailureKind.SourceForbidden,
        [RelayFailureKind.NoFreeTuner] = FailureKind.NoFreeTuner,
        [RelayFailureKind.TuningFailed] = FailureKind.TuningFailed,
        [RelayFailureKind.NoSignal] = FailureKind.NoSignal,
        [RelayFailureKind.NoData] = FailureKind.NoDataTimeout,
        [RelayFailureKind.Unsupported] = FailureKind.Unsupported,
    };

    public static TheoryData<RelayFailureKind> Kinds => [.. Enum.GetValues<RelayFailureKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_failure_of_the_relay_has_its_kind_and_keeps_its_detail(RelayFailureKind kind)
    {
        var failure = Failures.From(new RelayFailure(kind, "tv.example did so."));
        Assert.Equal((_kinds[kind], "tv.example did so."), (failure.Kind, failure.Detail));
    }
}
