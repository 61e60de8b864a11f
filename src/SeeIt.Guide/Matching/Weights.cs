namespace SeeIt.Guide.Matching;

/// <summary>
/// The matcher's numbers, in units of log odds. They were fitted by the benchmark <c>match-fit</c> to the tuning half of its
/// posts, and are what it prints.
/// </summary>
internal static class Weights
{
    /// <summary>A mention of which nothing else is known is not meant.</summary>
    public const double Bias = -2.81;

    /// <summary>A candidate that is less likely is not offered.</summary>
    public const double OfferAt = 0.02;

    /// <summary>A show that is less likely is not offered.</summary>
    public const double OfferShowAt = 0.2;

    /// <summary>From here on, one button is offered.</summary>
    public const double OneTapAt = 0.9;

    public static double ForShow(FeatureKind kind) => kind switch
    {
        FeatureKind.Bits => 1.73,
        FeatureKind.SingleWord => -0.84,
        FeatureKind.OnlyCommonWords => -1.32,
        FeatureKind.WithoutArticle => -0.50,
        FeatureKind.ShortTitle => -0.85,
        FeatureKind.TitlePart => -1.78,
        FeatureKind.Acronym => -0.68,
        FeatureKind.Hashtag => 2.66,
        FeatureKind.AcronymTag => 2.16,
        FeatureKind.HashtagPart => 1.05,
        FeatureKind.HashtagPrefix => 0.58,
        FeatureKind.Handle => 2.63,
        FeatureKind.Joined => -0.30,
        FeatureKind.Typo => -0.91,
        FeatureKind.MentionedTwice => 0.60,
        FeatureKind.FromParent => 0.10,
        FeatureKind.Share => 2.09,
        FeatureKind.Capitals => 1.88,
        FeatureKind.LowerCase => -0.50,
        FeatureKind.PartOfName => -2.09,
        FeatureKind.Quoted => 2.22,
        FeatureKind.WordBefore => 1.51,
        FeatureKind.WordAfter => 1.57,
        FeatureKind.WatchingWord => 1.72,
        FeatureKind.OtherWork => -4.40,
        FeatureKind.Link => -0.44,
        FeatureKind.OnNow => 2.24,
        FeatureKind.Soon => 1.38,
        FeatureKind.Today => 0.43,
        FeatureKind.Over => -0.99,
        FeatureKind.Channel => 2.19,
        FeatureKind.ChannelElsewhere => -0.71,
        FeatureKind.Episode => 2.26,
        FeatureKind.EpisodeElsewhere => 0.30,
        FeatureKind.EpisodeTitle => 1.69,
        FeatureKind.ClockAgrees => 2.68,
        FeatureKind.ClockDisagrees => -0.62,
        FeatureKind.DayAgrees => 0.71,
        FeatureKind.DayDisagrees => -0.17,
        _ => 0,
    };

    public static double ForAiring(FeatureKind kind) => kind switch
    {
        FeatureKind.OnNow => 3.66,
        FeatureKind.Soon => 1.52,
        FeatureKind.Today => 0.05,
        FeatureKind.Over => -6.00,
        FeatureKind.Later => -3.32,
        FeatureKind.Channel => 4.28,
        FeatureKind.ChannelElsewhere => -2.28,
        FeatureKind.Episode => 5.01,
        FeatureKind.EpisodeElsewhere => -2.01,
        FeatureKind.EpisodeTitle => 5.32,
        FeatureKind.ClockAgrees => 5.12,
        FeatureKind.ClockDisagrees => -2.08,
        FeatureKind.DayAgrees => 1.95,
        FeatureKind.DayDisagrees => -0.95,
        FeatureKind.PlusOne => -2.92,
        FeatureKind.Repeat => -0.44,
        FeatureKind.OtherLanguage => -0.50,
        _ => 0,
    };
}
