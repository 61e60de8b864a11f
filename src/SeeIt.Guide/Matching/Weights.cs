namespace SeeIt.Guide.Matching;

/// <summary>
/// The matcher's numbers, in units of log odds. They were fitted by the benchmark <c>match-fit</c> to the tuning half of its
/// posts, and are what it prints.
/// </summary>
internal static class Weights
{
    /// <summary>A mention of which nothing else is known is not meant.</summary>
    public const double Bias = -2.78;

    /// <summary>A candidate that is less likely is not offered.</summary>
    public const double OfferAt = 0.002;

    /// <summary>A show that is less likely is not offered.</summary>
    public const double OfferShowAt = 0.1;

    /// <summary>From here on, one button is offered.</summary>
    public const double OneTapAt = 0.9;

    public static double ForShow(FeatureKind kind) => kind switch
    {
        FeatureKind.Bits => 1.65,
        FeatureKind.SingleWord => -0.77,
        FeatureKind.OnlyCommonWords => -1.24,
        FeatureKind.OnlySmallWords => -1.70,
        FeatureKind.WithoutArticle => -0.51,
        FeatureKind.ShortTitle => -0.86,
        FeatureKind.TitlePart => -2.15,
        FeatureKind.Acronym => -0.66,
        FeatureKind.EpisodeAlone => -1.00,
        FeatureKind.Hashtag => 2.69,
        FeatureKind.AcronymTag => 2.16,
        FeatureKind.HashtagPart => 1.01,
        FeatureKind.HashtagPrefix => 0.59,
        FeatureKind.Handle => 2.64,
        FeatureKind.Joined => -0.30,
        FeatureKind.Typo => -0.90,
        FeatureKind.MentionedTwice => 0.60,
        FeatureKind.FromParent => 0.10,
        FeatureKind.Share => 2.08,
        FeatureKind.Capitals => 1.87,
        FeatureKind.LowerCase => -0.48,
        FeatureKind.EverydayWords => -0.80,
        FeatureKind.PartOfName => -2.14,
        FeatureKind.AfterArticle => -1.50,
        FeatureKind.OwnSentence => 1.00,
        FeatureKind.BesideWhen => 1.50,
        FeatureKind.Quoted => 2.24,
        FeatureKind.WordBefore => 1.45,
        FeatureKind.WordAfter => 1.56,
        FeatureKind.WatchingWord => 1.71,
        FeatureKind.OtherWork => -4.36,
        FeatureKind.Link => -0.46,
        FeatureKind.OnNow => 2.30,
        FeatureKind.Soon => 1.42,
        FeatureKind.Today => 0.43,
        FeatureKind.Over => -1.00,
        FeatureKind.Channel => 2.21,
        FeatureKind.ChannelElsewhere => -0.65,
        FeatureKind.Episode => 2.27,
        FeatureKind.EpisodeElsewhere => 0.30,
        FeatureKind.EpisodeTitle => 1.74,
        FeatureKind.Described => 1.20,
        FeatureKind.ClockAgrees => 2.73,
        FeatureKind.ClockDisagrees => -0.56,
        FeatureKind.DayAgrees => 0.72,
        FeatureKind.DayDisagrees => -0.22,
        _ => 0,
    };

    public static double ForAiring(FeatureKind kind) => kind switch
    {
        FeatureKind.OnNow => 3.73,
        FeatureKind.Soon => 1.56,
        FeatureKind.Today => -0.04,
        FeatureKind.Over => -6.00,
        FeatureKind.Later => -3.48,
        FeatureKind.Channel => 4.24,
        FeatureKind.ChannelElsewhere => -2.24,
        FeatureKind.Episode => 5.01,
        FeatureKind.EpisodeElsewhere => -2.01,
        FeatureKind.EpisodeTitle => 4.87,
        FeatureKind.Described => 1.50,
        FeatureKind.ClockAgrees => 5.12,
        FeatureKind.ClockDisagrees => -2.09,
        FeatureKind.DayAgrees => 1.98,
        FeatureKind.DayDisagrees => -0.98,
        FeatureKind.PlusOne => -2.92,
        FeatureKind.Repeat => -0.50,
        FeatureKind.OtherLanguage => -0.50,
        _ => 0,
    };
}
