using SeeIt.Relay.Shared;

namespace SeeIt.Relay;

/// <summary>
/// Opens each source once for everybody: whoever asks for one that is open gets a hold on the same stream. Counts
/// tuners, and takes one from standby for what is watched or recorded. Thread-safe.
/// </summary>
public sealed class SharedSources(LiveRelay relay, RelayOptions options, TimeProvider time)
{
    /// <summary>A server that was left notices it a little later, and has no tuner until then.</summary>
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();

    // Those that are being closed too, until they are.
    private readonly List<SharedSource> _sources = [];

    // By group: when it was given a tuner back last.
    private readonly Dictionary<string, long> _givenBack = [];

    /// <summary>Opens the source, or joins it when it is open.</summary>
    /// <param name="source">Equal in address, program, trust and headers is the same. With <see cref="RelaySource.Tuners"/>, at most so many of the group are open.</param>
    /// <param name="use">Standby is refused where no tuner is free; other uses take one from standby.</param>
    /// <param name="cancellation">Ends the wait; an opening for which nobody waits any more is abandoned.</param>
    /// <returns>A <see cref="HeldOpening"/> or a <see cref="FailedOpening"/>.</returns>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public async Task<RelayOpening> OpenAsync(RelaySource source, SourceUse use, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        while (true)
        {
            if (Enter(source, use) is not { } hold)
            {
                return new FailedOpening(new RelayFailure(
                    RelayFailureKind.NoFreeTuner, $"{source.Tuners!.Name} has {source.Tuners.Limit} tuners, and all are in use."));
            }

            RelayOpening? opening = null;
            try
            {
                opening = await hold.Shared.Opening.WaitAsync(cancellation).ConfigureAwait(false);
                if (opening is not FailedOpening)
                {
                    return new HeldOpening(hold, opening);
                }
            }
            finally
            {
                var released = opening is null or FailedOpening ? hold.DisposeAsync() : ValueTask.CompletedTask;
                if (opening is not null)
                {
                    // Who gave up does not wait: giving a tuner back takes up to a second.
                    await released.ConfigureAwait(false);
                }
            }

            var failure = ((FailedOpening)opening).Failure;
            if (failure.Kind == RelayFailureKind.Forbidden && hold.Shared.Source.StaysLocal && !source.StaysLocal)
            {
                // Joined while it was opened under another rule.
                continue;
            }

            // The server may have fewer tuners free than we were told of.
            var isOutOfTuners = failure.Kind == RelayFailureKind.NoFreeTuner;
            if (!isOutOfTuners || use == SourceUse.Standby)
            {
                return opening;
            }

            var group = SharedSource.GroupOf(source);
            if (TryEvict(group))
            {
                continue;
            }

            if (!WasJustGivenBack(group))
            {
                return opening;
            }

            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>How many tuners of a group are in use, those of lingering sources too. A source without a group counts for its host and port.</summary>
    public int TunersInUse(string group)
    {
        lock (_lock)
        {
            return _sources.Count(shared => shared.HasTuner && shared.Group == group);
        }
    }

    internal void Change(Action hold)
    {
        lock (_lock)
        {
            hold();
        }
    }

    internal Task EndAsync(SharedSource shared)
    {
        lock (_lock)
        {
            Close_NeedsLock(shared);
            return shared.Closed;
        }
    }

    internal Task ReleaseAsync(SourceHold hold)
    {
        lock (_lock)
        {
            var shared = hold.Shared;
            if (!shared.Holds.Remove(hold) || shared.Holds.Count > 0)
            {
                return Task.CompletedTask;
            }

            if (shared is { State: SharedState.Open, Stream: not null } && options.Linger > TimeSpan.Zero)
            {
                shared.Lingering = time.CreateTimer(_ => CloseUnheld(shared), null, options.Linger, Timeout.InfiniteTimeSpan);
                return Task.CompletedTask;
            }

            Close_NeedsLock(shared);
            return shared.Closed;
        }
    }

    /// <summary>Null when the group has no tuner for it.</summary>
    private SourceHold? Enter(RelaySource source, SourceUse use)
    {
        lock (_lock)
        {
            var key = SourceKey.Of(source);
            var shared = _sources.Find(other => other.HasTuner && other.Key == key);
            var isJoined = shared is not null;
            if (shared is null)
            {
                if (source.Tuners is { } tuners && !MakeRoom_NeedsLock(tuners, use))
                {
                    return null;
                }

                shared = new SharedSource(source);
                var before = _sources.Where(other => other.State == SharedState.Closing && other.Group == shared.Group).Select(other => other.Closed);
                shared.Opening = OpenAsync(shared, Task.WhenAll(before));
                _sources.Add(shared);
            }

            shared.Lingering?.Dispose();
            var hold = new SourceHold(this, shared, use, isJoined);
            shared.Holds.Add(hold);
            return hold;
        }
    }

    private bool MakeRoom_NeedsLock(TunerGroup tuners, SourceUse use)
    {
        while (_sources.Count(shared => shared.HasTuner && shared.Group == tuners.Name) >= tuners.Limit)
        {
            if (!TryEvict_NeedsLock(tuners.Name, use))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryEvict(string group)
    {
        lock (_lock)
        {
            return TryEvict_NeedsLock(group, SourceUse.Viewing);
        }
    }

    private bool WasJustGivenBack(string group)
    {
        lock (_lock)
        {
            return _givenBack.TryGetValue(group, out var at) && time.GetElapsedTime(at) < Notice;
        }
    }

    /// <summary>Lingering sources give their tuner up to anyone, standby to those who are not.</summary>
    private bool TryEvict_NeedsLock(string group, SourceUse use)
    {
        var victim = _sources.Find(shared => shared.IsSpare && shared.Group == group && shared.Holds.Count == 0)
            ?? _sources.Find(shared => shared.IsSpare && shared.Group == group && use > SourceUse.Standby);
        if (victim is not null)
        {
            Close_NeedsLock(victim);
        }

        return victim is not null;
    }

    private async Task<RelayOpening> OpenAsync(SharedSource shared, Task before)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await before.ConfigureAwait(false);
        RelayOpening opening;
        try
        {
            opening = await relay.OpenAsync(shared.Source, shared.Abandoning.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            opening = new FailedOpening(new RelayFailure(
                RelayFailureKind.NoFreeTuner, $"{shared.Source.Address.IdnHost}: the tuner was taken for something else."));
        }

        lock (_lock)
        {
            shared.Stream = (opening as LiveOpening)?.Stream;
            if (shared.State == SharedState.Opening)
            {
                shared.State = opening is FailedOpening ? SharedState.Over : SharedState.Open;
            }
        }

        if (shared.Stream is { } stream)
        {
            _ = WatchAsync(shared, stream);
        }

        return opening;
    }

    /// <summary>A stream that ended by itself has no tuner any more, whether or not its holders notice.</summary>
    private async Task WatchAsync(SharedSource shared, LiveStream stream)
    {
        await stream.Completion.ConfigureAwait(false);
        lock (_lock)
        {
            if (shared.State != SharedState.Open)
            {
                return;
            }

            shared.State = SharedState.Over;
            if (shared.Holds.Count == 0)
            {
                Close_NeedsLock(shared);
            }
        }
    }

    private void CloseUnheld(SharedSource shared)
    {
        lock (_lock)
        {
            if (shared.Holds.Count == 0)
            {
                Close_NeedsLock(shared);
            }
        }
    }

    private void Close_NeedsLock(SharedSource shared)
    {
        if (shared.State == SharedState.Closing)
        {
            return;
        }

        shared.GivesTunerBack = shared.HasTuner;
        shared.State = SharedState.Closing;
        shared.Lingering?.Dispose();
        shared.Closed = CloseAsync(shared, Task.WhenAll(shared.Holds.Select(hold => hold.EvictAsync())));
    }

    /// <param name="shared">Which.</param>
    /// <param name="evicting">Until those who hold it know: what the player fetches of it is theirs to cut.</param>
    private async Task CloseAsync(SharedSource shared, Task evicting)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await evicting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await shared.Abandoning.CancelAsync().ConfigureAwait(false);
        await ((Task)shared.Opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (shared.Stream is { } stream)
        {
            await stream.EndAsync().ConfigureAwait(false);
        }

        shared.Abandoning.Dispose();
        lock (_lock)
        {
            _sources.Remove(shared);
            if (shared.GivesTunerBack)
            {
                _givenBack[shared.Group] = time.GetTimestamp();
            }
        }
    }
}
