namespace SeeIt.Guide.Matching;

/// <summary>
/// The matcher's numbers, in units of log odds. They were fitted by the benchmark <c>match-fit</c> to the tuning half of its
/// posts, and are what it prints.
/// </summary>
internal static class Weights
{
    /// <summary>A mention of which nothing else is known is not meant.</summary>
    public const double Bias = -2.92;

    /// <summary>A candidate that is less likely is not offered.</summary>
    public const double OfferAt = 0.002;

    /// <summary>A show that is less likely is not offered.</summary>
    public const double OfferShowAt = 0.2;

    /// <summary>From here on, one button is offered.</summary>
    public const double OneTapAt = 0.9;

    public static double ForShow(FeatureKind kind) => kind switch
    {
        FeatureKind.Bits => 1.65,
        FeatureKind.SingleWord => -1.04,
        FeatureKind.OnlyCommonWords => -1.11,
        FeatureKind.OnlySmallWords => -1.63,
        FeatureKind.WithoutArticle => -0.45,
        FeatureKind.ShortTitle => -0.85,
        FeatureKind.TitlePart => -2.57,
        FeatureKind.Acronym => -0.62,
        FeatureKind.EpisodeAlone => -1.00,
        FeatureKind.Hashtag => 2.64,
        FeatureKind.AcronymTag => 2.18,
        FeatureKind.TwoLetters => -1.50,
        FeatureKind.HashtagPart => 1.03,
        FeatureKind.HashtagPrefix => 0.72,
        FeatureKind.Handle => 2.62,
        FeatureKind.Joined => -0.30,
        FeatureKind.Typo => -0.91,
        FeatureKind.MentionedTwice => 0.60,
        FeatureKind.FromParent => 0.17,
        FeatureKind.Share => 1.99,
        FeatureKind.Capitals => 1.88,
        FeatureKind.LowerCase => -0.25,
        FeatureKind.EverydayWords => -0.60,
        FeatureKind.PartOfName => -2.19,
        FeatureKind.AfterArticle => -1.47,
        FeatureKind.OwnSentence => 0.99,
        FeatureKind.BesideWhen => 2.17,
        FeatureKind.Quoted => 2.04,
        FeatureKind.WordBefore => 1.54,
        FeatureKind.WordAfter => 1.26,
        FeatureKind.WatchingWord => 1.65,
        FeatureKind.OtherWork => -4.31,
        FeatureKind.Link => -0.45,
        FeatureKind.OnNow => 2.46,
        FeatureKind.Soon => 1.54,
        FeatureKind.Today => 0.53,
        FeatureKind.Over => -0.99,
        FeatureKind.Channel => 2.14,
        FeatureKind.ChannelElsewhere => -0.64,
        FeatureKind.Episode => 2.29,
        FeatureKind.EpisodeElsewhere => 0.29,
        FeatureKind.EpisodeTitle => 0.85,
        FeatureKind.Described => 1.20,
        FeatureKind.ClockAgrees => 2.21,
        FeatureKind.ClockDisagrees => -0.77,
        FeatureKind.DayAgrees => 0.60,
        FeatureKind.DayDisagrees => -0.27,
        _ => 0,
    };

    public static double ForAiring(FeatureKind kind) => kind switch
    {
        FeatureKind.OnNow => 3.74,
        FeatureKind.Soon => 1.56,
        FeatureKind.Today => -0.04,
        FeatureKind.Over => -6.00,
        FeatureKind.Later => -3.48,
        FeatureKind.Channel => 4.24,
        FeatureKind.ChannelElsewhere => -2.24,
        FeatureKind.Episode => 5.01,
        FeatureKind.EpisodeElsewhere => -2.01,
        FeatureKind.EpisodeTitle => 4.85,
        FeatureKind.Described => 1.50,
        FeatureKind.ClockAgrees => 5.13,
        FeatureKind.ClockDisagrees => -2.09,
        FeatureKind.DayAgrees => 1.98,
        FeatureKind.DayDisagrees => -0.98,
        FeatureKind.PlusOne => -2.92,
        FeatureKind.Repeat => -0.50,
        FeatureKind.OtherLanguage => -0.50,
        _ => 0,
    };
}
