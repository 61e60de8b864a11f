namespace SeeIt.Guide.Matching;

/// <summary>What speaks for or against that a post means a show or one of its airings. The weights are in <see cref="Weights"/>.</summary>
internal enum FeatureKind
{
    // The mention.
    Bits,
    SingleWord,
    OnlyCommonWords,
    OnlySmallWords,
    WithoutArticle,
    ShortTitle,
    TitlePart,
    Acronym,
    EpisodeAlone,
    Hashtag,
    AcronymTag,
    TwoLetters,
    HashtagPart,
    HashtagPrefix,
    Handle,
    Joined,
    Typo,
    MentionedTwice,
    FromParent,
    Share,

    // How and where it is written.
    Capitals,
    LowerCase,
    EverydayWords,
    PartOfName,
    AfterArticle,
    GoesOn,
    WithinShow,
    OwnSentence,
    BesideWhen,
    Quoted,
    WordBefore,
    WordAfter,
    WatchingWord,
    OtherWork,
    Link,

    // The airing.
    OnNow,
    Soon,
    Today,
    Over,
    Later,
    Channel,
    ChannelElsewhere,
    Episode,
    EpisodeElsewhere,
    EpisodeTitle,
    Described,
    ClockAgrees,
    ClockDisagrees,
    DayAgrees,
    DayDisagrees,
    PlusOne,
    Repeat,
    RepeatAgrees,
    RepeatDisagrees,
    OtherLanguage,
}

/// <param name="Kind">Which.</param>
/// <param name="Value">How much of it there is; 1 for yes.</param>
/// <param name="Reason">For people; null when it explains nothing.</param>
internal readonly record struct Feature(FeatureKind Kind, double Value, string? Reason = null)
{
    /// <summary>To the log odds that the post means the show.</summary>
    public double ForShow => Weights.ForShow(Kind) * Value;

    /// <summary>To the log odds of this airing against the show's others.</summary>
    public double ForAiring => Weights.ForAiring(Kind) * Value;
}
