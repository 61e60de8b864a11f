using System.Diagnostics;
using System.Diagnostics.Metrics;
using SeeIt.Agent.Link;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.Storage;
using SeeIt.Agent.Telemetry;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Telemetry;

public sealed class CommandTracesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StateStore _store;
    private readonly CommandReporter _reporter;
    private readonly CommandTraces _traces;

    public CommandTracesTests()
    {
        _store = new StateStore(_folder.Path, TimeProvider.System);
        _reporter = new CommandReporter(_store, new LinkOutbox());
        _traces = new CommandTraces(_reporter);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_commands_span_is_the_hubs_child_and_ends_with_its_terminal_report()
    {
        using var kept = new KeptSpans();
        var command = Accepted(kept.Traceparent);
        using (AgentSources.Step("tune"))
        {
            _reporter.Report(new(command.Id, Progress.Tuning));
        }

        Assert.Equal(["tune"], kept.Ended.Select(span => span.OperationName));
        _reporter.Report(new(command.Id, Progress.Failed, FailureKind.NoSignal, "Detail"));
        var span = kept.Ended[^1];
        Assert.Equal(("command Pause", kept.Parent.SpanId), (span.OperationName, span.ParentSpanId));
        Assert.Equal(span.SpanId, kept.Ended[0].ParentSpanId);
        Assert.Equal((ActivityStatusCode.Error, "NoSignal"), (span.Status, span.GetTagItem("error.type")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not a traceparent")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    public void A_command_without_a_trace_or_with_a_broken_one_runs_all_the_same(string? trace)
    {
        var command = Accepted(trace);
        _reporter.Report(new(command.Id, Progress.Done));
        Assert.Equal(Progress.Done, _store.ResultOf(command.Id)?.Progress);
        Activity.Current = null;
    }

    [Fact]
    public void An_outcome_is_counted_once_by_verb_outcome_and_kind()
    {
        List<string> counted = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, meters) =>
        {
            if (instrument is { Meter.Name: AgentMeter.Name, Name: "seeit.commands" })
            {
                meters.EnableMeasurementEvents(instrument);
            }
        };
        var thread = Environment.CurrentManagedThreadId;
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            // Other tests count too.
            if (Environment.CurrentManagedThreadId == thread)
            {
                counted.Add($"{value}: {string.Join(", ", tags.ToArray().Select(tag => tag.Value))}");
            }
        });
        listener.Start();
        var command = Accepted(trace: null);
        _reporter.Report(new(command.Id, Progress.Failed, FailureKind.NoSignal));
        _reporter.Report(new(command.Id, Progress.Done));
        Assert.Equal(["1: Pause, Failed, NoSignal"], counted);
    }

    private Command Accepted(string? trace)
    {
        var command = new Command(Guid.NewGuid(), 1, new PauseVerb(), 5_000, "Ada", trace);
        Assert.True(_store.TryAccept(command));
        _traces.Begin(command);
        return command;
    }
}
