using System.Collections.Concurrent;
using System.Diagnostics;

namespace SeeIt.Agent.Tests.Telemetry;

/// <summary>The agent's spans that ended in one trace; those of other tests, which run at the same time, are left out.</summary>
internal sealed class KeptSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public KeptSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("SeeIt.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                options.Parent.TraceId == TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ActivityTraceId TraceId { get; } = ActivityTraceId.CreateRandom();

    public ActivityContext Parent => new(TraceId, _parent, ActivityTraceFlags.Recorded, isRemote: true);

    /// <summary>As it travels.</summary>
    public string Traceparent => $"00-{TraceId}-{_parent}-01";

    public IReadOnlyList<Activity> Ended => [.. _ended.Where(span => span.TraceId == TraceId)];

    public void Dispose() => _listener.Dispose();

    private readonly ActivitySpanId _parent = ActivitySpanId.CreateRandom();
}
