using SeeIt.Contracts;
using SeeIt.Contracts.LocalApi;
using SeeIt.Guide;

namespace SeeIt.Agent.Sources;

/// <summary>The household's lineup and guide, in the words of the contracts. Thread-safe.</summary>
public sealed class Household(HouseholdGuide guide, TimeProvider time)
{
    /// <summary>Replaces what is given; a broken input keeps what was there. Returns what was wrong, for people.</summary>
    public IReadOnlyList<string> Import(IReadOnlyList<NamedStream> lineups, IReadOnlyList<NamedStream> guides, CancellationToken cancellation) =>
        [.. guide.Import(lineups, guides, cancellation).Errors.Select(problem => problem.ToString())];

    /// <summary>Which airings a post may mean.</summary>
    public CandidateList Match(Post post)
    {
        var result = guide.Match(new PostText(post.Text, post.At, post.Zone, post.Language), time.GetUtcNow());
        return new CandidateList([.. result.Candidates.Select(ToContract)], result.None, result.OneTap);
    }

    /// <summary>Finds a channel as people name it, with what is on it now; null when there is none.</summary>
    public AiringReference? OnNow(string channel)
    {
        if (guide.FindChannel(channel) is not { } found)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var airing = guide.On(found.Id, now);
        return new AiringReference(found.Id, airing?.Start ?? now, airing?.Title ?? "", airing?.ProgrammeId);
    }

    /// <summary>Looks an airing up again. Null when its channel is not, or no longer, in the lineup.</summary>
    public ResolvedAiring? Resolve(AiringReference reference)
    {
        if (guide.FindChannel(reference.ChannelId) is not { } channel)
        {
            return null;
        }

        // What the person will see is what is on now, whatever the post was about.
        var airing = guide.On(channel.Id, time.GetUtcNow());
        return new ResolvedAiring(channel, ChannelSource.Of(channel), airing?.Title, airing?.Episode);
    }

    public IReadOnlyList<ChannelInfo> Describe() =>
        [.. guide.Channels.Select(channel => new ChannelInfo(
            channel.Id, channel.Name, channel.Number, channel.Sources.Count, guide.On(channel.Id, time.GetUtcNow())?.Title))];

    private static Candidate ToContract(MatchCandidate match) => new(
        new AiringReference(match.Channel.Id, match.Airing.Start, match.Airing.Title, match.Airing.ProgrammeId),
        match.Airing.Title,
        match.Episode,
        match.Channel.Name,
        match.Channel.Id,
        match.Airing.Start,
        match.Airing.Stop,
        match.When switch
        {
            Showing.Now => AiringTime.Now,
            Showing.Later => AiringTime.Later,
            _ => AiringTime.Past,
        },
        match.Probability,
        match.Reasons);
}
