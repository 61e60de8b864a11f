using System.Diagnostics;
using System.Threading.Channels;
using SeeIt.Agent.Telemetry;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>One <see cref="OpenRequest"/>. Its events end when the player process is gone: that is how a crash is told.</summary>
public sealed class PlayerSession
{
    /// <summary>A minute of them. Who reads so late, as who shows a standby, learns no more from more.</summary>
    private const int MostStatistics = 120;

    /// <summary>Of one opening or showing: more are not of a player of ours.</summary>
    private const int MostSteps = 8;

    // What is not a statistic comes seldom, and is never lost.
    private readonly Channel<PlayerEvent> _events = Channel.CreateUnbounded<PlayerEvent>();

    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isBlamed;
    private volatile StepSpans? _steps;

    internal PlayerSession(long id) => (Id, Traceparent) = (id, TraceSteps());

    public long Id { get; }

    /// <summary>In the order in which they happened. Completes when the player is gone.</summary>
    public ChannelReader<PlayerEvent> Events => _events.Reader;

    /// <summary>Ends when the player is gone, whether or not the events were read.</summary>
    public Task Gone => _gone.Task;

    /// <summary>If the player is gone, this session is the likeliest to have ended it.</summary>
    public bool IsBlamed
    {
        get => _isBlamed;
        internal set => _isBlamed = value;
    }

    /// <summary>What it was opened in, for the player; null where no traces are kept.</summary>
    internal string? Traceparent { get; }

    /// <summary>What the player tells of its steps from now on are spans of what the caller does.</summary>
    /// <returns>That, as a traceparent; null where none is kept.</returns>
    internal string? TraceSteps()
    {
        var span = Activity.Current;
        var traceparent = span.Traceparent();
        _steps = traceparent is null ? null : new StepSpans(span!.Context, MostSteps);
        return traceparent;
    }

    internal void Happened(PlayerEvent playerEvent)
    {
        if (playerEvent is StepEvent step)
        {
            _steps?.Tell(step);
        }
        else if (playerEvent is not StatisticsEvent || _events.Reader.Count < MostStatistics)
        {
            _events.Writer.TryWrite(playerEvent);
        }
    }

    internal void PlayerGone()
    {
        _events.Writer.TryComplete();
        _gone.TrySetResult();
    }
}
