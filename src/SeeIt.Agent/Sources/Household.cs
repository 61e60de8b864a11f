using System.Globalization;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Settings;
using SeeIt.Contracts;
using SeeIt.Contracts.LocalApi;
using SeeIt.Guide;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Agent.Sources;

/// <summary>The household's lineup and guide, in the words of the contracts. Thread-safe.</summary>
/// <param name="guide">Lineup and guide.</param>
/// <param name="settings">The owner's.</param>
/// <param name="time">The household's clock.</param>
/// <param name="memory">What is known of sources; null where nothing is played.</param>
public sealed class Household(HouseholdGuide guide, AgentSettings settings, TimeProvider time, SourceMemory? memory = null)
{
    /// <summary>Who wants an airing that begins so soon is shown its channel: programmes begin when they like.</summary>
    private static readonly TimeSpan _aboutToBegin = TimeSpan.FromMinutes(5);

    /// <inheritdoc cref="HouseholdGuide.Import"/>
    public ImportResult Import(IReadOnlyList<LineupInput> lineups, IReadOnlyList<GuideInput> guides, CancellationToken cancellation) =>
        guide.Import(lineups, guides, cancellation);

    /// <summary>Nothing is known from then on. UTC; null without a guide.</summary>
    public DateTimeOffset? GuideEnds => guide.Span?.Ends;

    /// <summary>How many channels, and until when their guide reaches.</summary>
    public GuideInfo Extent => new(guide.Channels.Count, GuideEnds);

    /// <summary>Says so when the guide is wholly in the past; null when it is not, or there is none.</summary>
    /// <param name="at">Another time than now.</param>
    public string? StaleGuide(DateTimeOffset? at = null) => guide.Span is { } span && span.IsOverAt(at ?? time.GetUtcNow())
        ? string.Create(CultureInfo.InvariantCulture,
            $"The guide ended on {TimeZoneInfo.ConvertTime(span.Ends, time.LocalTimeZone):dddd, d MMMM yyyy 'at' HH:mm}: it tells nothing of now.")
        : null;

    /// <summary>Which airings a post may mean.</summary>
    public CandidateList Match(Post post)
    {
        var result = guide.Match(new PostText(post.Text, post.At, post.Zone, post.Language, post.Parent), time.GetUtcNow());
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

    /// <summary>What is on now, so many steps from a channel; null when no channel can be played.</summary>
    public AiringReference? OnNow(string? channelId, int step) => Step(channelId ?? "", step) is { } channel ? OnNow(channel.Id) : null;

    /// <summary>
    /// Looks an airing up again, wherever the schedule has moved it since it was offered. Null when its channel is not, or no
    /// longer, in the lineup.
    /// </summary>
    public ResolvedAiring? Resolve(AiringReference reference)
    {
        if (guide.FindChannel(reference.ChannelId) is not { } channel)
        {
            return null;
        }

        // What the person will see is what is on now, whatever the post was about.
        var now = time.GetUtcNow();
        var onNow = guide.On(channel.Id, now);
        var ahead = Ahead(reference, channel, onNow, now);
        var isAboutToBegin = ahead?.Start - now <= _aboutToBegin;
        var shown = isAboutToBegin ? ahead : onNow;
        return new ResolvedAiring(channel, SourcesOf(channel), shown?.Title, shown?.Episode)
        {
            Begins = ahead is null || isAboutToBegin ? null : TimeZoneInfo.ConvertTime(ahead.Start, time.LocalTimeZone),
        };
    }

    /// <summary>The first source of each candidate that is on now, the likeliest first.</summary>
    public IReadOnlyList<ChannelSource> FirstSources(CandidateList candidates) =>
        [.. candidates.Candidates
            .Where(candidate => candidate.When == AiringTime.Now)
            .Select(candidate => guide.FindChannel(candidate.Airing.ChannelId))
            .OfType<Channel>()
            .Distinct()
            .SelectMany(channel => SourcesOf(channel).Take(1))];

    /// <summary>The first source of the channel that comes next for someone who steps on; none when nobody steps.</summary>
    public IReadOnlyList<ChannelSource> Ahead(string channelId, int step) =>
        step != 0 && Step(channelId, step) is { } next && next.Id != channelId ? [.. SourcesOf(next).Take(1)] : [];

    public IReadOnlyList<ChannelInfo> Describe()
    {
        var onNow = guide.On(time.GetUtcNow());
        return [.. guide.Channels.Select(channel => new ChannelInfo(
            channel.Id, channel.Name, channel.Number, channel.Sources.Count, onNow.GetValueOrDefault(channel.Id)?.Title))];
    }

    /// <summary>The airing that is meant, where it has not begun; null where it has, or the guide no longer has it.</summary>
    private Airing? Ahead(AiringReference reference, Channel channel, Airing? onNow, DateTimeOffset now)
    {
        if (guide.Find(channel.Id, reference.Start, reference.Title, reference.ProgrammeId) is not { } found || found.Start <= now)
        {
            return null;
        }

        // One instalment after the other: where nothing tells them apart, the one that is on is as good.
        var isTheOne = found.ProgrammeId is not null && found.ProgrammeId == reference.ProgrammeId;
        return !isTheOne && onNow?.IsOf(reference.Title) == true ? null : found;
    }

    /// <summary>The channel so many steps further among those that can be played, round the end; null when there is none.</summary>
    private Channel? Step(string channelId, int step)
    {
        List<Channel> playable = [.. guide.Channels.Where(channel => channel.Sources.Count > 0)];
        var at = playable.FindIndex(channel => channel.Id == channelId);
        return playable.Count == 0 ? null : playable[at < 0 ? 0 : (at + step + playable.Count) % playable.Count];
    }

    /// <summary>In the order in which they are to be tried.</summary>
    private IReadOnlyList<ChannelSource> SourcesOf(Channel channel) =>
        ChannelSource.Of(channel, settings.Tuners) is var sources && memory is not null ? memory.Ordered(sources) : sources;

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
