using SeeIt.Agent.Telemetry;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.Telemetry;

/// <summary>The player decodes what strangers send: what it tells of its steps is not believed.</summary>
public sealed class StepSpansTests
{
    [Fact]
    public void A_step_becomes_a_span_of_what_asked_for_it_with_its_times()
    {
        using var kept = new KeptSpans();
        new StepSpans(kept.Parent, most: 8).Tell(new StepEvent(1, PlayerStep.Buffer, BeganMs: 300, EndedMs: 100));
        var span = Assert.Single(kept.Ended);
        Assert.Equal(("player buffer", "SeeIt.Player", kept.Parent.SpanId), (span.OperationName, span.Source.Name, span.ParentSpanId));
        Assert.InRange(span.Duration.TotalMilliseconds, 199, 201);
    }

    [Theory]
    [InlineData(PlayerStep.Open, double.NaN, 0)]
    [InlineData(PlayerStep.Open, double.PositiveInfinity, 0)]
    [InlineData(PlayerStep.Open, 1e300, 0)]
    [InlineData(PlayerStep.Open, 10, double.NaN)]
    [InlineData(PlayerStep.Open, 10, 11)]
    [InlineData(PlayerStep.Open, 10, -1)]
    [InlineData(PlayerStep.Open, -1, -1)]
    [InlineData((PlayerStep)99, 10, 0)]
    public void What_cannot_be_is_none(PlayerStep step, double began, double ended)
    {
        using var kept = new KeptSpans();
        new StepSpans(kept.Parent, most: 8).Tell(new StepEvent(1, step, began, ended));
        Assert.Empty(kept.Ended);
    }

    [Fact]
    public void There_are_only_so_many()
    {
        using var kept = new KeptSpans();
        var steps = new StepSpans(kept.Parent, most: 3);
        for (var told = 0; told < 10; told++)
        {
            steps.Tell(new StepEvent(1, PlayerStep.Buffer, 2, 1));
        }

        Assert.Equal(3, kept.Ended.Count);
    }
}
