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
    public const double OfferAt = 0.02;

    /// <summary>A show that is less likely is not offered.</summary>
    public const double OfferShowAt = 0.2;

    /// <summary>From here on, one button is offered.</summary>
    public const double OneTapAt = 0.75;

    public static double ForShow(FeatureKind kind) => kind switch
    {
        FeatureKind.Bits => 1.83,
        FeatureKind.SingleWord => -0.96,
        FeatureKind.OnlyCommonWords => -1.22,
        FeatureKind.WithoutArticle => -0.50,
        FeatureKind.ShortTitle => -0.92,
        FeatureKind.TitlePart => -1.93,
        FeatureKind.Acronym => -0.73,
        FeatureKind.Hashtag => 2.75,
        FeatureKind.AcronymTag => 2.14,
        FeatureKind.HashtagPart => 0.78,
        FeatureKind.HashtagPrefix => 0.76,
        FeatureKind.Handle => 2.58,
        FeatureKind.Joined => -0.30,
        FeatureKind.Typo => -0.86,
        FeatureKind.MentionedTwice => 0.57,
        FeatureKind.FromParent => -0.01,
        FeatureKind.Share => 1.95,
        FeatureKind.Capitals => 1.74,
        FeatureKind.LowerCase => -0.51,
        FeatureKind.PartOfName => -2.08,
        FeatureKind.Quoted => 2.19,
        FeatureKind.WordBefore => 1.37,
        FeatureKind.WordAfter => 1.57,
        FeatureKind.WatchingWord => 1.63,
        FeatureKind.OtherWork => -4.40,
        FeatureKind.Link => -0.43,
        FeatureKind.OnNow => 2.37,
        FeatureKind.Soon => 1.22,
        FeatureKind.Today => 0.47,
        FeatureKind.Over => -0.86,
        FeatureKind.Channel => 2.15,
        FeatureKind.ChannelElsewhere => -0.69,
        FeatureKind.Episode => 2.28,
        FeatureKind.EpisodeElsewhere => 0.31,
        FeatureKind.EpisodeTitle => 1.73,
        FeatureKind.ClockAgrees => 2.70,
        FeatureKind.ClockDisagrees => -0.62,
        FeatureKind.DayAgrees => 0.73,
        FeatureKind.DayDisagrees => -0.08,
        _ => 0,
    };

    public static double ForAiring(FeatureKind kind) => kind switch
    {
        FeatureKind.OnNow => 3.62,
        FeatureKind.Soon => 1.62,
        FeatureKind.Today => 0.07,
        FeatureKind.Over => -6.00,
        FeatureKind.Later => -3.16,
        FeatureKind.Channel => 4.36,
        FeatureKind.ChannelElsewhere => -2.36,
        FeatureKind.Episode => 5.01,
        FeatureKind.EpisodeElsewhere => -2.01,
        FeatureKind.EpisodeTitle => 5.24,
        FeatureKind.ClockAgrees => 5.07,
        FeatureKind.ClockDisagrees => -2.07,
        FeatureKind.DayAgrees => 1.93,
        FeatureKind.DayDisagrees => -0.93,
        FeatureKind.PlusOne => -3.00,
        FeatureKind.Repeat => -0.45,
        FeatureKind.OtherLanguage => -0.50,
        _ => 0,
    };
}
