using System.Threading.Channels;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>One <see cref="OpenRequest"/>. Its events end when the player process is gone: that is how a crash is told.</summary>
public sealed class PlayerSession
{
    // Bounded: a flow that does not read loses the oldest statistics, never memory.
    private readonly Channel<PlayerEvent> _events = Channel.CreateBounded<PlayerEvent>(
        new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isBlamed;

    internal PlayerSession(long id) => Id = id;

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

    internal void Happened(PlayerEvent playerEvent) => _events.Writer.TryWrite(playerEvent);

    internal void PlayerGone()
    {
        _events.Writer.TryComplete();
        _gone.TrySetResult();
    }
}
