using SeeIt.Relay.Shared;

namespace SeeIt.Relay;

/// <summary>
/// One user's hold on an open source, which others may hold too. Disposing ends the hold, once however often it is
/// done; the last one to end lets the source go. Thread-safe.
/// </summary>
public sealed class SourceHold : IAsyncDisposable
{
    private readonly SharedSources _owner;
    private readonly CancellationTokenSource _evicted = new();

    internal SourceHold(SharedSources owner, SharedSource shared, SourceUse use, bool isJoined) => (_owner, Shared, Use, IsJoined) = (owner, shared, use, isJoined);

    public SourceUse Use { get; private set; }

    /// <summary>The source was open, or being opened, when the hold was taken.</summary>
    public bool IsJoined { get; }

    /// <summary>The stream that all holds on this source share, of MPEG-TS. Not to be disposed.</summary>
    public LiveStream Stream => Shared.Stream ?? throw new InvalidOperationException("The source is not open, or the player's to fetch.");

    /// <summary>
    /// Cancelled when the source is closed under the hold: its tuner was taken away for a more important use, or it has gone bad.
    /// Whoever gets the tuner waits for what is called then.
    /// </summary>
    public CancellationToken Evicted => _evicted.Token;

    internal SharedSource Shared { get; }

    /// <summary>A standby is watched from now on: its tuner is not taken away any more.</summary>
    public void Watch() => _owner.Change(() => Use = SourceUse.Viewing);

    /// <summary>Ends the hold. When it was the last one, the source lingers for <see cref="RelayOptions.Linger"/> or is closed on return.</summary>
    public ValueTask DisposeAsync() => new(_owner.ReleaseAsync(this));

    /// <summary>Ends the hold, and the source for all who hold it: it has gone bad, and must not be joined again.</summary>
    public Task EndSourceAsync() => _owner.EndAsync(Shared);

    // The token's callbacks are the holder's code: they run elsewhere, not under a lock of ours.
    internal Task EvictAsync() => _evicted.CancelAsync();
}
