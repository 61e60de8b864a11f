namespace SeeIt.Guide.Matching;

/// <summary>What speaks for or against that a post means an airing. Each has a weight in <see cref="Weights"/>.</summary>
internal enum FeatureKind
{
    // The mention.
    Bits,
    SingleWord,
    OnlyCommonWords,
    WithoutArticle,
    ShortTitle,
    Acronym,
    Hashtag,
    AcronymTag,
    HashtagPart,
    HashtagPrefix,
    Handle,
    MentionedTwice,

    // How and where it is written.
    Capitals,
    LowerCase,
    PartOfName,
    Quoted,
    WordBefore,
    WordAfter,
    WatchingWord,
    Link,

    // The airing.
    OnNow,
    Soon,
    Today,
    Over,
    Channel,
    Episode,
    EpisodeTitle,
    TimeAgrees,
    TimeDisagrees,
}

/// <param name="Kind">Which.</param>
/// <param name="Value">How much of it there is; 1 for yes.</param>
/// <param name="Reason">For people; null when it explains nothing.</param>
internal readonly record struct Feature(FeatureKind Kind, double Value, string? Reason = null)
{
    public double Contribution => Weights.Of(Kind) * Value;
}
