using SeeIt.Agent.Playback;
using SeeIt.Agent.Sources;
using SeeIt.Contracts;

namespace SeeIt.Agent.SeeIt;

/// <summary>Why a show is ended from outside.</summary>
public enum ShowEnd
{
    Superseded,
    Stopped,
    Shutdown,
}

/// <summary>The one show that is being tuned or watched.</summary>
/// <param name="viewed">What it is.</param>
/// <param name="post">The post it came from.</param>
/// <param name="sources">The channel's, in the owner's order.</param>
/// <param name="receivedAt">When its command came, by the monotonic clock.</param>
/// <param name="isAnswered">It was on before the agent was killed: its command is done already.</param>
internal sealed class RunningShow(
    Viewed viewed, Post? post, IReadOnlyList<ChannelSource> sources, long receivedAt, bool isAnswered) : IDisposable
{
    /// <summary>A picture that held for so long was back for good.</summary>
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _cancellation = new();
    private volatile PlayingMedia? _playback;
    private int _losses;

    public Viewed Viewed => viewed;

    public Post? Post => post;

    public IReadOnlyList<ChannelSource> Sources => sources;

    public long ReceivedAt => receivedAt;

    /// <summary>Its command has had its terminal report. Touched by the show only.</summary>
    public bool IsAnswered { get; set; } = isAnswered;

    /// <summary>Which way the channels were stepped: 1 up, -1 down, 0 not at all. The next one in that direction is kept ready.</summary>
    public int Step { get; init; }

    /// <summary>Where to begin, in media time: where it was before the agent was killed.</summary>
    public long StartMs { get; init; }

    /// <summary>Keeps the place, once there is a picture. Set and used by the show.</summary>
    public Bookmark? Bookmark { get; set; }

    public Task Task { get; set; } = Task.CompletedTask;

    public CancellationToken Cancelled => _cancellation.Token;

    /// <summary>Meaningful once <see cref="Cancelled"/> is.</summary>
    public ShowEnd End { get; private set; }

    /// <summary>Null until the first picture, and while a lost one is brought back. Set by the show, read by the consumer.</summary>
    public PlayingMedia? Playback
    {
        get => _playback;
        set => _playback = value;
    }

    /// <summary>The picture is lost.</summary>
    /// <param name="held">How long it was well.</param>
    /// <returns>How often in a row: all but the first time soon after it had come.</returns>
    public int LostAfter(TimeSpan held) => _losses = held < _settled ? _losses + 1 : 1;

    public void Cancel(ShowEnd end)
    {
        End = end;
        _cancellation.Cancel();
    }

    public void Dispose() => _cancellation.Dispose();
}
