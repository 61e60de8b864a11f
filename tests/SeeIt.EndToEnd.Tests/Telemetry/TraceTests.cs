using SeeIt.Contracts.Hub;
using SeeIt.TestKit.Telemetry;

namespace SeeIt.EndToEnd.Tests.Telemetry;

/// <summary>One trace of a tap, put together by a collector from what hub and agent send.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task A_tap_is_one_trace_from_the_hub_to_the_first_picture_and_back_and_tells_no_title()
    {
        await using var collector = OtlpReceiver.Start();
        var (home, phone) = await Home.StartPairedAsync(new()
        {
            Hub = ["--Telemetry:Otlp", collector.Address.AbsoluteUri],
            AgentEnvironment = new Dictionary<string, string?> { ["SEEIT_Telemetry__Otlp"] = collector.Address.AbsoluteUri },
        });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        var answer = await phone.ShareAsync("Can't believe that twist on #NightGarden right now");
        var seen = await phone.DoAsync(Phone.SeeIt(answer.Candidates[0]));
        Assert.Equal(Progress.Done, seen.Progress);

        var trace = await TraceAsync(collector, "command SeeIt");
        var tap = Single(trace, "seeit-hub", "POST /api/v1/tvs/{id}/commands");
        Assert.Equal(("", 2), (tap.ParentId, tap.Kind));
        var store = Single(trace, "seeit-hub", "store");
        Assert.Equal(tap.SpanId, store.ParentId);
        var send = Single(trace, "seeit-hub", "send");
        Assert.Equal((tap.SpanId, 4), (send.ParentId, send.Kind));
        Assert.True(store.EndNs <= send.StartNs, "It went out before it was stored.");
        var command = Single(trace, "seeit-agent", "command SeeIt");
        Assert.Equal((send.SpanId, 5, "Done"), (command.ParentId, command.Kind, command.Tags["seeit.outcome"]));
        Assert.False(command.IsError);
        Assert.Equal(command.SpanId, Single(trace, "seeit-agent", "resolve").ParentId);
        var tune = Single(trace, "seeit-agent", "tune");
        Assert.Equal(command.SpanId, tune.ParentId);

        // Either the source was opened, or a standby was shown.
        var steps = trace.Where(span => span.Scope == "SeeIt.Player").OrderBy(span => span.EndNs).ToList();
        Assert.Contains(steps.Select(span => span.Name).First(), new[] { "player open", "player show" });
        Assert.Equal("player picture", steps[^1].Name);
        Assert.All(steps, step =>
        {
            Assert.Equal(tune.SpanId, step.ParentId);
            Assert.True(step.StartNs <= step.EndNs && step.EndNs <= command.EndNs, $"{step} ends after {command}");
        });

        // The outcome's way back.
        var done = trace.Where(span => span is { Service: "seeit-agent", Name: "report" }).ToList();
        Assert.All(done, report => Assert.Equal(command.SpanId, report.ParentId));
        var told = trace.Single(span => span is { Service: "seeit-hub", Name: "report" } && span.Tags["seeit.progress"] == "Done");
        Assert.Contains(told.ParentId, done.Select(report => report.SpanId));
        Assert.Equal(seen.Id.ToString(), command.Tags.GetValueOrDefault("seeit.command.id"));

        foreach (var secret in new[] { "Night Garden", "NightGarden", "Garden TV", "garden.demo", "twist", Phone.Email, Phone.Password, phone.Token })
        {
            Assert.False(collector.Holds(secret), $"'{secret}' was sent to the collector.");
        }
    }

    [Fact]
    public async Task A_tap_that_fails_ends_its_trace_with_the_kind_of_failure()
    {
        await using var collector = OtlpReceiver.Start();
        var (home, phone) = await Home.StartPairedAsync(new()
        {
            Hub = ["--Telemetry:Otlp", collector.Address.AbsoluteUri],
            AgentEnvironment = new Dictionary<string, string?> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.AbsoluteUri },
        });
        await using var _ = home;
        using var __ = phone;
        var failed = await phone.DoAsync(new SeeItVerb(new Contracts.AiringReference("nowhere", DateTimeOffset.UnixEpoch, "Anything")));
        Assert.Equal(Progress.Failed, failed.Progress);
        var command = Single(await TraceAsync(collector, "command SeeIt"), "seeit-agent", "command SeeIt");
        Assert.True(command.IsError);
        Assert.Equal(("Failed", "NotInLineup"), (command.Tags["seeit.outcome"], command.Tags["error.type"]));
    }

    /// <summary>All spans of the trace that has a span of this name, once the hub has told of the outcome.</summary>
    private static async Task<IReadOnlyList<OtlpSpan>> TraceAsync(OtlpReceiver collector, string name) => await Eventually.GetAsync(
        () =>
        {
            var all = collector.Spans;
            var id = all.FirstOrDefault(span => span.Name == name)?.TraceId;
            IReadOnlyList<OtlpSpan> trace = [.. all.Where(span => span.TraceId == id)];
            var isWhole = trace.Any(span => span is { Service: "seeit-hub", Name: "report" } && span.Tags["seeit.progress"] is "Done" or "Failed")
                && trace.Any(span => span.Name.StartsWith("POST", StringComparison.Ordinal))
                && trace.Count(span => span is { Service: "seeit-agent", Name: "report" }) == trace.Count(span => span is { Service: "seeit-hub", Name: "report" });
            return Task.FromResult(isWhole ? trace : null);
        },
        $"a whole trace of '{name}'");

    private static OtlpSpan Single(IReadOnlyList<OtlpSpan> trace, string service, string name)
    {
        var found = trace.Where(span => span.Service == service && span.Name == name).ToList();
        Assert.True(found.Count == 1, $"{found.Count} spans {service} {name} in:\n{string.Join('\n', trace)}");
        return found[0];
    }
}
