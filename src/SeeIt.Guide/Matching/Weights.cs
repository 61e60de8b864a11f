namespace SeeIt.Guide.Matching;

/// <summary>
/// The matcher's numbers, in units of log odds. They were fitted by the benchmark <c>match-fit</c> to the tuning half of its
/// posts, and are what it prints.
/// </summary>
internal static class Weights
{
    /// <summary>A mention of which nothing else is known is not meant.</summary>
    public const double Bias = -2.82;

    /// <summary>A candidate that is less likely is not offered.</summary>
    public const double OfferAt = 0.002;

    /// <summary>A show that is less likely is not offered.</summary>
    public const double OfferShowAt = 0.2;

    /// <summary>From here on, one button is offered.</summary>
    public const double OneTapAt = 0.9;

    public static double ForShow(FeatureKind kind) => kind switch
    {
        FeatureKind.Bits => 1.40,
        FeatureKind.SingleWord => -0.84,
        FeatureKind.OnlyCommonWords => -0.94,
        FeatureKind.OnlySmallWords => -1.47,
        FeatureKind.WithoutArticle => -0.20,
        FeatureKind.ShortTitle => -0.85,
        FeatureKind.TitlePart => -2.06,
        FeatureKind.Acronym => -0.47,
        FeatureKind.EpisodeAlone => -1.00,
        FeatureKind.Hashtag => 2.71,
        FeatureKind.AcronymTag => 2.35,
        FeatureKind.TwoLetters => -1.50,
        FeatureKind.HashtagPart => 0.96,
        FeatureKind.HashtagPrefix => 1.37,
        FeatureKind.Handle => 2.67,
        FeatureKind.Joined => -0.29,
        FeatureKind.Typo => -0.79,
        FeatureKind.MentionedTwice => 0.54,
        FeatureKind.FromParent => 0.26,
        FeatureKind.Share => 1.61,
        FeatureKind.Capitals => 1.29,
        FeatureKind.LowerCase => -0.47,
        FeatureKind.EverydayWords => -0.60,
        FeatureKind.PartOfName => -2.31,
        FeatureKind.AfterArticle => -1.53,
        FeatureKind.GoesOn => -1.70,
        FeatureKind.WithinShow => 0.81,
        FeatureKind.OwnSentence => 0.62,
        FeatureKind.BesideWhen => 2.51,
        FeatureKind.Quoted => 2.09,
        FeatureKind.WordBefore => 1.65,
        FeatureKind.WordAfter => 1.18,
        FeatureKind.WatchingWord => 1.55,
        FeatureKind.OtherWork => -4.31,
        FeatureKind.Link => -0.41,
        FeatureKind.OnNow => 3.38,
        FeatureKind.Soon => 1.52,
        FeatureKind.Today => 0.41,
        FeatureKind.Over => -1.09,
        FeatureKind.Channel => 2.22,
        FeatureKind.ChannelElsewhere => -0.65,
        FeatureKind.Episode => 2.30,
        FeatureKind.EpisodeElsewhere => 0.28,
        FeatureKind.EpisodeTitle => 0.90,
        FeatureKind.Described => 1.20,
        FeatureKind.ClockAgrees => 2.26,
        FeatureKind.ClockDisagrees => -0.71,
        FeatureKind.DayAgrees => 0.71,
        FeatureKind.DayDisagrees => -0.32,
        _ => 0,
    };

    public static double ForAiring(FeatureKind kind) => kind switch
    {
        FeatureKind.OnNow => 4.03,
        FeatureKind.Soon => 1.56,
        FeatureKind.Today => -0.18,
        FeatureKind.Over => -6.01,
        FeatureKind.Later => -3.50,
        FeatureKind.Channel => 4.26,
        FeatureKind.ChannelElsewhere => -2.26,
        FeatureKind.Episode => 5.01,
        FeatureKind.EpisodeElsewhere => -2.01,
        FeatureKind.EpisodeTitle => 4.87,
        FeatureKind.Described => 1.50,
        FeatureKind.ClockAgrees => 5.14,
        FeatureKind.ClockDisagrees => -2.10,
        FeatureKind.DayAgrees => 2.02,
        FeatureKind.DayDisagrees => -1.02,
        FeatureKind.PlusOne => -2.94,
        FeatureKind.Repeat => -0.40,
        FeatureKind.OtherLanguage => -0.50,
        _ => 0,
    };
}
