using Microsoft.Data.Sqlite;
using SeeIt.Guide.Store;
using SeeIt.Guide.Text;

namespace SeeIt.Guide.Matching;

/// <summary>Finds shows by the title of an episode alone: "#HeavenSent", "all about allison. wow".</summary>
internal static class EpisodeTitles
{
    private const int MostPhrases = 8;
    private const int MostWords = 8;
    private const int MostAirings = 40;
    private const int MostShows = 3;

    /// <summary>Bits of a phrase that is marked as a name, by quotes or as a hashtag.</summary>
    private const double FewestBitsOfMarked = 2 * CommonWords.Frequent;

    /// <summary>Bits of one that merely stands there.</summary>
    private const double FewestBits = CommonWords.Rare + (2 * CommonWords.Function);
    private static readonly TimeSpan Past = TimeSpan.FromHours(12);

    /// <returns>Mentions of the shows that have an episode of that name from half a day ago on.</returns>
    public static List<Mention> Find(SqliteConnection connection, ParsedPost post, ShowIndex shows, DateTimeOffset now)
    {
        var mentions = new List<Mention>();
        foreach (var phrase in Phrases(post, shows).DistinctBy(phrase => phrase.Squashed).Take(MostPhrases))
        {
            var found = GuideQueries.OfEpisode(connection, phrase.Telling, (now - Past).ToUnixTimeSeconds(), MostAirings)
                .Where(airing => airing.SubTitle is { } subTitle && IsSame(subTitle, phrase.Squashed))
                .Select(airing => shows.IndexOf(airing.Show))
                .Where(show => show >= 0)
                .Distinct()
                .ToList();
            if (found.Count <= MostShows)
            {
                mentions.AddRange(found.Select(show => phrase.Mention with { Alias = phrase.Mention.Alias with { Show = show } }));
            }
        }

        return mentions;
    }

    /// <summary>An episode's title as it is compared.</summary>
    public static bool IsSame(string subTitle, string squashed) => WordScanner.Squash(subTitle) == squashed;

    private static IEnumerable<(Mention Mention, string Squashed, IReadOnlyList<string> Telling)> Phrases(ParsedPost post, ShowIndex shows)
    {
        foreach (var tag in post.Hashtags)
        {
            var words = tag.Words.Count > 1 ? tag.Words : TagSplitter.Split(tag.Squashed, shows);
            if (Telling(words, FewestBitsOfMarked, shows) is { } telling && words.Count > 1)
            {
                yield return (new Mention(post, Alias(words, shows), Surface.Hashtag, "#" + tag.Written), tag.Squashed, telling);
            }
        }

        foreach (var (first, length, isMarked) in Runs(post))
        {
            var words = post.Folded.Skip(first).Take(length).ToList();
            if (length <= MostWords && Telling(words, isMarked ? FewestBitsOfMarked : FewestBits, shows) is { } telling)
            {
                var written = post.Text[post.Words[first].Start..post.Words[first + length - 1].End];
                yield return (new Mention(post, Alias(words, shows), Surface.Words, written, first, length), string.Concat(words), telling);
            }
        }
    }

    /// <summary>What is quoted, what stands between two breaks, and words with capitals that follow each other.</summary>
    private static IEnumerable<(int First, int Length, bool IsMarked)> Runs(ParsedPost post)
    {
        foreach (var (start, end) in post.Quotes)
        {
            var first = post.Words.FindIndex(word => word.Start >= start);
            var length = post.Words.Count(word => word.Start >= start && word.End <= end);
            if (length > 0)
            {
                yield return (first, length, true);
            }
        }

        foreach (var run in Between(post, (word, _) => !word.FollowsBreak && !word.BeginsSentence))
        {
            yield return run;
        }

        foreach (var run in Between(post, (word, before) => !word.FollowsBreak && IsName(word) && IsName(before)))
        {
            yield return run;
        }
    }

    private static IEnumerable<(int First, int Length, bool IsMarked)> Between(ParsedPost post, Func<PostWord, PostWord, bool> goesOn)
    {
        var first = 0;
        for (var at = 1; at <= post.Words.Count; at++)
        {
            if (at == post.Words.Count || !goesOn(post.Words[at], post.Words[at - 1]))
            {
                if (at - first > 1)
                {
                    yield return (first, at - first, false);
                }

                first = at;
            }
        }
    }

    private static bool IsName(PostWord word) => word.Case is WordCase.Capital or WordCase.Mixed;

    private static Alias Alias(IReadOnlyList<string> words, ShowIndex shows) => new(-1, AliasKind.Episode, words.Count, (float)words.Sum(shows.Bits));

    /// <summary>The words to search for; null when all of them together tell too little.</summary>
    private static List<string>? Telling(IReadOnlyList<string> words, double fewestBits, ShowIndex shows) =>
        words.Sum(shows.Bits) >= fewestBits && words.Where(word => !CommonWords.IsFunction(word)).ToList() is { Count: > 0 } telling ? telling : null;
}
