using SeeIt.Guide;

namespace SeeIt.Bench.Matching;

/// <summary>What a post is about, and how it says it.</summary>
internal enum PostKind
{
    Title,
    Hashtag,
    Handle,
    Acronym,
    Variant,

    /// <summary>The title's words with other marks, or none.</summary>
    Punctuation,
    Quote,
    Ambiguous,
    Episode,
    EpisodeTitle,
    Channel,
    Time,
    Repeat,
    Reply,

    /// <summary>About a show that the guide lacks.</summary>
    NotInGuide,

    /// <summary>About a book, a song or a game of a show's name.</summary>
    Elsewhere,

    /// <summary>About no show.</summary>
    NoShow,

    /// <summary>About no show, written at the very time when a show is on whose title its words are.</summary>
    WordsOnAir,
}

/// <param name="Post">As it is shared.</param>
/// <param name="At">When it is written and matched.</param>
/// <param name="Kind">Of the post.</param>
/// <param name="Right">The airings that it means; empty when there is none.</param>
/// <param name="Language">Of the words that it is made of; the matcher is not told.</param>
internal sealed record BenchPost(PostText Post, DateTimeOffset At, PostKind Kind, IReadOnlyList<Airing> Right, string Language)
{
    public bool IsRight(Airing airing) => Right.Any(right => right.ChannelId == airing.ChannelId && right.Start == airing.Start);
}
