using System.Threading.Channels;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Sources;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Link;

/// <summary>Answers the hub's questions of what a post is about, one after the other, off the link's thread.</summary>
public sealed class PostAnswerer(Household household, Standbys standbys, LinkOutbox outbox) : BackgroundService
{
    // A phone waits two seconds: of many questions the newest are worth an answer.
    private readonly Channel<PostQuestion> _questions = Channel.CreateBounded<PostQuestion>(
        new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public void Post(PostQuestion question) => _questions.Writer.TryWrite(question);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var question in _questions.Reader.ReadAllAsync(stoppingToken))
        {
            var candidates = household.Match(question.Post);
            outbox.Post(new LinkMessage.Answer(new PostAnswer(question.Id, candidates)));

            // The sheet is open on the phone: a tap may follow.
            standbys.Prepare(household.FirstSources(candidates));
        }
    }
}
