using System.Threading.Channels;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Sources;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Link;

/// <summary>
/// Answers the hub's questions of what a post is about, one after the other, off the link's thread. While a phone looks at
/// the answer, the likeliest candidates are kept ready: those of the newest post.
/// </summary>
public sealed partial class PostAnswerer(Household household, Standbys standbys, LinkOutbox outbox, ILogger<PostAnswerer> log) : BackgroundService
{
    // A phone waits two seconds: of many questions the newest are worth an answer.
    private readonly Channel<Sheet> _sheets = Channel.CreateBounded<Sheet>(
        new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    // Touched by the reader only.
    private Guid? _open;

    public void Post(PostQuestion question) => _sheets.Writer.TryWrite(new Sheet(question.Id, question.Post, question.IsLate));

    /// <summary>Nobody looks at this post's candidates any more.</summary>
    public void Close(Guid post) => _sheets.Writer.TryWrite(new Sheet(post, Asked: null, IsLate: false));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var sheet in _sheets.Reader.ReadAllAsync(stoppingToken))
        {
            if (sheet.Asked is { } post)
            {
                Answer(sheet.Id, post, sheet.IsLate);
            }
            else if (sheet.Id == _open)
            {
                _open = null;
                standbys.Clear();
                Closed(sheet.Id);
            }
        }
    }

    private void Answer(Guid id, Post post, bool isLate)
    {
        var candidates = household.Match(post);
        outbox.Post(new LinkMessage.Answer(new PostAnswer(id, candidates)));

        if (isLate)
        {
            return;
        }

        // The sheet is open on the phone: a tap may follow.
        standbys.Prepare(household.FirstSources(candidates));
        _open = id;
    }

    [LoggerMessage(321, LogLevel.Debug, "Post {Id}: nobody looks at its candidates any more.")]
    private partial void Closed(Guid id);

    /// <param name="Id">The post's.</param>
    /// <param name="Asked">What its candidates are; null when nobody looks at them any more.</param>
    /// <param name="IsLate">Nobody looks at them yet.</param>
    private readonly record struct Sheet(Guid Id, Post? Asked, bool IsLate);
}
