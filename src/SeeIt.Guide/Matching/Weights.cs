namespace SeeIt.Guide.Matching;

/// <summary>
/// The matcher's numbers, in units of log odds. They were fitted by the benchmark <c>match-fit</c> to the tuning half of its
/// posts, and are what it prints.
/// </summary>
internal static class Weights
{
    /// <summary>A mention of which nothing else is known is not meant.</summary>
    public const double Bias = -2.79;

    /// <summary>A candidate that is less likely is not offered.</summary>
    public const double OfferAt = 0.002;

    /// <summary>A show that is less likely is not offered.</summary>
    public const double OfferShowAt = 0.2;

    /// <summary>From here on, one button is offered.</summary>
    public const double OneTapAt = 0.9;

    public static double ForShow(FeatureKind kind) => kind switch
    {
        FeatureKind.Bits => 1.26,
        FeatureKind.SingleWord => -0.90,
        FeatureKind.OnlyCommonWords => -0.95,
        FeatureKind.OnlySmallWords => -1.36,
        FeatureKind.WithoutArticle => 0.30,
        FeatureKind.ShortTitle => -0.84,
        FeatureKind.TitlePart => -1.69,
        FeatureKind.Acronym => -0.28,
        FeatureKind.EpisodeAlone => -1.00,
        FeatureKind.Hashtag => 2.88,
        FeatureKind.AcronymTag => 2.59,
        FeatureKind.TwoLetters => -1.50,
        FeatureKind.HashtagPart => 0.92,
        FeatureKind.HashtagPrefix => 1.52,
        FeatureKind.Handle => 2.72,
        FeatureKind.Joined => -0.29,
        FeatureKind.Typo => -0.21,
        FeatureKind.MentionedTwice => 0.39,
        FeatureKind.FromParent => 0.35,
        FeatureKind.Share => 1.19,
        FeatureKind.Capitals => 1.30,
        FeatureKind.LowerCase => -0.40,
        FeatureKind.EverydayWords => -0.60,
        FeatureKind.PartOfName => -2.34,
        FeatureKind.AfterArticle => -1.74,
        FeatureKind.GoesOn => -1.92,
        FeatureKind.WithinShow => 1.14,
        FeatureKind.OwnSentence => 0.53,
        FeatureKind.BesideWhen => 2.41,
        FeatureKind.Quoted => 2.12,
        FeatureKind.WordBefore => 1.99,
        FeatureKind.WordAfter => 0.95,
        FeatureKind.WatchingWord => 1.78,
        FeatureKind.OtherWork => -3.87,
        FeatureKind.Link => -0.24,
        FeatureKind.OnNow => 2.78,
        FeatureKind.Soon => 1.52,
        FeatureKind.Today => 0.52,
        FeatureKind.Over => -1.03,
        FeatureKind.Channel => 2.47,
        FeatureKind.ChannelElsewhere => -0.70,
        FeatureKind.Episode => 2.36,
        FeatureKind.EpisodeElsewhere => 0.47,
        FeatureKind.EpisodeTitle => 0.84,
        FeatureKind.Described => 1.20,
        FeatureKind.ClockAgrees => 2.42,
        FeatureKind.ClockDisagrees => -0.90,
        FeatureKind.DayAgrees => 0.29,
        FeatureKind.DayDisagrees => -0.34,
        _ => 0,
    };

    public static double ForAiring(FeatureKind kind) => kind switch
    {
        FeatureKind.OnNow => 3.93,
        FeatureKind.Soon => 1.59,
        FeatureKind.Today => 0.00,
        FeatureKind.Over => -6.00,
        FeatureKind.Later => -3.38,
        FeatureKind.Channel => 4.32,
        FeatureKind.ChannelElsewhere => -2.32,
        FeatureKind.Episode => 4.94,
        FeatureKind.EpisodeElsewhere => -1.94,
        FeatureKind.EpisodeTitle => 4.94,
        FeatureKind.Described => 1.50,
        FeatureKind.ClockAgrees => 5.05,
        FeatureKind.ClockDisagrees => -2.01,
        FeatureKind.DayAgrees => 1.91,
        FeatureKind.DayDisagrees => -0.91,
        FeatureKind.PlusOne => -2.93,
        FeatureKind.Repeat => -0.32,
        FeatureKind.RepeatAgrees => 1.64,
        FeatureKind.RepeatDisagrees => -1.64,
        FeatureKind.OtherLanguage => -0.50,
        _ => 0,
    };
}
