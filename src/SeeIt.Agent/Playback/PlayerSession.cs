using System.Threading.Channels;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>One <see cref="OpenRequest"/>. Its events end when the player process is gone: that is how a crash is told.</summary>
public sealed class PlayerSession
{
    /// <summary>A minute of them. Who reads so late, as who shows a standby, learns no more from more.</summary>
    private const int MostStatistics = 120;

    // What is not a statistic comes seldom, and is never lost.
    private readonly Channel<PlayerEvent> _events = Channel.CreateUnbounded<PlayerEvent>();

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

    internal void Happened(PlayerEvent playerEvent)
    {
        if (playerEvent is not StatisticsEvent || _events.Reader.Count < MostStatistics)
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
