using SeeIt.Contracts;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.SeeIt;

/// <summary>What the TV says of a failure: what happened, and what the person can do.</summary>
internal static class TroubleText
{
    public static TroubleScreen For(Failure failure, Viewed viewed) =>
        new($"{viewed.Channel} cannot be shown", $"{Advice(failure)}\n{failure.Detail}");

    /// <summary>Of a picture that is lost, while it is tried again.</summary>
    public static TroubleScreen WhileTrying(Failure failure, Viewed viewed) =>
        new($"{viewed.Channel} is gone", $"It is tried again until it is back.\n{failure.Detail}");

    private static string Advice(Failure failure)
    {
        return failure.Kind switch
        {
            FailureKind.NoFreeTuner => "All tuners are in use. Stop a recording or another TV, then try again.",
            FailureKind.NoSignal => "There is no signal. Check the aerial or the dish.",
            FailureKind.SourceForbidden => "The address of this channel may not be opened.",
            FailureKind.Unsupported => "This box cannot play the channel's format.",
            FailureKind.PlayerCrashed => "The player ended. Try again.",
            _ => "The channel's source does not answer. Try again, or another channel.",
        };
    }
}
