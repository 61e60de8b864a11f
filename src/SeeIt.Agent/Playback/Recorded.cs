using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>A recording that is played: where from, and how long it is by now. Thread-safe.</summary>
/// <param name="show">The recording.</param>
/// <param name="from">Where it was begun; the player counts from there.</param>
/// <param name="length">What it was then.</param>
/// <param name="time">Clock.</param>
internal sealed class Recorded(RecordedShow show, TimeSpan from, TimeSpan length, TimeProvider time)
{
    /// <summary>How often one that grows is measured.</summary>
    private static readonly TimeSpan _look = TimeSpan.FromSeconds(2);

    /// <summary>A viewer that has had all that there is for so long waits for more: what it shows may stand still.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private volatile Measure _last = new(length, show.IsGrowing, show.IsGrowing, time.GetTimestamp());

    public TimeSpan From => from;

    /// <summary>What the pump tells of the viewer.</summary>
    public RecordedEdge Edge { get; } = new(time);

    /// <summary>It is being recorded, to 2 s.</summary>
    public bool IsGrowing => _last.IsGrowing;

    /// <summary>By now. What grew when it was measured last is taken to have grown since.</summary>
    public TimeSpan Length => _last is { HasGrown: true } last ? last.Length + time.GetElapsedTime(last.At) : _last.Length;

    /// <summary>There is nothing to show before more is recorded.</summary>
    public bool IsWaiting => IsGrowing && Edge.SinceGrowth >= _patience;

    /// <summary>Measures it until it grows no more. Never fails: what cannot be read ends the pump, and that is told.</summary>
    public async Task FollowAsync(CancellationToken cancellation)
    {
        try
        {
            RecordedPlace end = default;
            while (IsGrowing)
            {
                await Task.Delay(_look, time, cancellation);

                // In this order: the last measure is of the whole.
                var isGrowing = show.IsGrowing;
                end = await show.FindEndAsync(end, cancellation);
                _last = new(end.Time, isGrowing, isGrowing && end.Time > _last.Length, time.GetTimestamp());
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
        }
    }

    private sealed record Measure(TimeSpan Length, bool IsGrowing, bool HasGrown, long At);
}
