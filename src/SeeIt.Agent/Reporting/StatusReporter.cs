using SeeIt.Agent.Link;
using SeeIt.Agent.Playback;
using SeeIt.Agent.SeeIt;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Reporting;

/// <summary>Holds the one <see cref="ViewingState"/>, and tells the hub each time it changed. Thread-safe.</summary>
public sealed class StatusReporter
{
    private readonly BootId _boot;
    private readonly IPlayer _player;
    private readonly Problems _problems;
    private readonly LinkOutbox _outbox;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly WallClock _clock;
    private ViewingState _state;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _sequence;

    public StatusReporter(BootId boot, IPlayer player, Problems problems, LinkOutbox outbox, TimeProvider time)
    {
        (_boot, _player, _problems, _outbox, _time) = (boot, player, problems, outbox, time);
        _clock = new WallClock(time);
        _state = ViewingState.Initial(time.GetUtcNow());
        problems.Changed += Tell;
    }

    public ViewingState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    public void Apply(ViewingEvent happened)
    {
        lock (_lock)
        {
            var (now, step) = _clock.Read();
            var next = _state.ClockSet(step).Next(happened, now);
            if (next == _state)
            {
                return;
            }

            _state = next;

            // Posted under the lock: statuses leave in the order of their sequence.
            _outbox.Post(new LinkMessage.Status(Describe()));
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>True as soon as the state is as wanted; false when it is not within <paramref name="limit"/>, or when cancelled.</summary>
    public async Task<bool> WaitForAsync(Func<ViewingState, bool> wanted, TimeSpan limit, CancellationToken cancellation = default)
    {
        using var timeout = new CancellationTokenSource(limit, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (wanted(_state))
                {
                    return true;
                }

                changed = _changed.Task;
            }

            try
            {
                await changed.WaitAsync(linked.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    /// <summary>The status as of now, under a new sequence number.</summary>
    public TvStatus Snapshot()
    {
        lock (_lock)
        {
            return Describe();
        }
    }

    private void Tell()
    {
        lock (_lock)
        {
            _outbox.Post(new LinkMessage.Status(Describe()));
        }
    }

    private TvStatus Describe() => new(
        _boot.Value,
        ++_sequence,
        _state.State,
        _state.On?.CommandId,
        _state.On?.ChannelId,
        _state.On?.Channel,
        _state.On?.Title,
        _state.On?.Episode,
        (long)_state.Position.TotalMilliseconds,
        _state.PositionTakenAt,
        _state.Volume,
        _state.Muted,
        _state.FirstPictureMs,
        _state.Failure?.Kind,
        _state.Failure?.Detail,
        _player.Restarts,
        _problems.Current,
        _state.Media is { } media ? media with { Live = _state.Live } : null,
        _state.On?.RequestedBy,
        _state.FirstPictureAt,
        _state.Session,
        _state.Last,
        AllowedVerbs.In(_state),
        Output(_player.Preferences));

    private static OutputStatus Output(PlaybackPreferences told) => new(told.Deinterlacing, told.AspectRatio, told.Crop, told.AudioDevice, told.Passthrough);
}
