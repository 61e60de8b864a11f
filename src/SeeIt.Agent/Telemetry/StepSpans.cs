using System.Diagnostics;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Telemetry;

/// <summary>The player's steps as spans. The player names neither the trace nor the span: it may be anything that decodes a stream.</summary>
/// <param name="asked">In which span it was asked.</param>
/// <param name="most">So many at most. Used by the connection's reader only.</param>
internal sealed class StepSpans(ActivityContext asked, int most)
{
    private const double LongestMs = 60_000;

    private int _told;

    /// <summary>Nothing of what cannot be.</summary>
    public void Tell(StepEvent step)
    {
        if (step is { BeganMs: >= 0 and <= LongestMs, EndedMs: >= 0 } && step.EndedMs <= step.BeganMs && Enum.IsDefined(step.Step) && _told++ < most)
        {
            // Spans are dated by the machine's clock.
            var now = TimeProvider.System.GetUtcNow();
            AgentSources.PlayerStep(asked, Name(step.Step), now - TimeSpan.FromMilliseconds(step.BeganMs), now - TimeSpan.FromMilliseconds(step.EndedMs));
        }
    }

    private static string Name(PlayerStep step) => step switch
    {
        PlayerStep.Open => "open",
        PlayerStep.Buffer => "buffer",
        PlayerStep.Show => "show",
        _ => "picture",
    };
}
