using SeeIt.Guide;
using SeeIt.Guide.Lineup;
using SeeIt.Guide.Text;

namespace SeeIt.Bench.Matching;

/// <summary>A guide that was imported, and what is true of it.</summary>
internal sealed class GuideFacts
{
    private readonly Dictionary<string, Channel> _channels;
    private readonly ILookup<string, Airing> _byTitle;
    private readonly ILookup<string, Channel> _stations;

    /// <param name="guide">With its import done.</param>
    /// <param name="from">When the guide begins.</param>
    /// <param name="days">How many it covers.</param>
    /// <param name="languageOf">The language of a title.</param>
    public GuideFacts(HouseholdGuide guide, DateTimeOffset from, int days, Func<string, string> languageOf)
    {
        (From, To) = (from, from.AddDays(days));
        _channels = guide.Channels.ToDictionary(channel => channel.Id);
        _stations = guide.Channels.ToLookup(Station);
        _byTitle = guide.Channels
            .SelectMany(channel => guide.Schedule(channel.Id, from.AddDays(-2), TimeSpan.FromDays(days + 4), limit: 100_000))
            .ToLookup(airing => airing.Title);
        Titles = [.. _byTitle.Select(show => new ShowTitle(show.Key, languageOf(show.Key))).OrderBy(show => show.Title, StringComparer.Ordinal)];
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public IReadOnlyList<ShowTitle> Titles { get; }

    public IEnumerable<Airing> Of(string title) => _byTitle[title];

    public Channel Channel(Airing airing) => _channels[airing.ChannelId];

    /// <summary>The channels that show the same at the same time: HD and SD.</summary>
    public IEnumerable<Channel> SameStation(Channel channel) => _stations[Station(channel)].Where(other => IsPlusOne(other) == IsPlusOne(channel));

    /// <summary>The channel that shows the same an hour later; null when there is none.</summary>
    public Channel? PlusOne(Channel channel) => _stations[Station(channel)].FirstOrDefault(IsPlusOne);

    public static bool IsPlusOne(Channel channel) => channel.Name.EndsWith(" +1", StringComparison.Ordinal);

    /// <summary>
    /// Which of a show's airings a post written at a moment means: what is on, not on a +1 channel; else what starts next, on
    /// whatever channels it starts at that time.
    /// </summary>
    public static List<Airing> Right(IEnumerable<Airing> airings, DateTimeOffset at, Func<Airing, bool> isPlusOne)
    {
        var ahead = airings.Where(airing => airing.Stop > at).ToList();
        List<Airing> on = [.. ahead.Where(airing => airing.Start <= at)];
        List<Airing> first = [.. on.Where(airing => !isPlusOne(airing))];
        if (on.Count > 0)
        {
            return first.Count > 0 ? first : on;
        }

        List<Airing> original = [.. ahead.Where(airing => !isPlusOne(airing))];
        var next = original.Count > 0 ? original : ahead;
        return [.. next.Where(airing => airing.Start == next.Min(other => other.Start))];
    }

    private static string Station(Channel channel) => channel.Name.Replace(" HD", "", StringComparison.Ordinal).Replace(" +1", "", StringComparison.Ordinal) + "/" + channel.Id.Split('.')[^1];

    /// <param name="Title">As the guide writes it.</param>
    /// <param name="Language">Of the title.</param>
    internal sealed record ShowTitle(string Title, string Language)
    {
        public PostHalf Half { get; } = Halves.Of(WordScanner.Key(Title));

        /// <summary>In one word: it may be any word.</summary>
        public bool IsSingle { get; } = WordScanner.Scan(Title).Count == 1;
    }
}
