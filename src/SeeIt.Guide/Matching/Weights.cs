namespace SeeIt.Guide.Matching;

/// <summary>
/// The matcher's numbers, in units of log odds. They were fitted by the benchmark <c>match-fit</c> to the tuning half of its
/// posts, and are what it prints.
/// </summary>
internal static class Weights
{
    /// <summary>A mention of which nothing else is known is not meant.</summary>
    public const double Bias = -2.93;

    /// <summary>A candidate that is less likely is not offered.</summary>
    public const double OfferAt = 0.002;

    /// <summary>A show that is less likely is not offered.</summary>
    public const double OfferShowAt = 0.2;

    /// <summary>From here on, one button is offered.</summary>
    public const double OneTapAt = 0.9;

    public static double ForShow(FeatureKind kind) => kind switch
    {
        FeatureKind.Bits => 1.36,
        FeatureKind.SingleWord => -0.89,
        FeatureKind.OnlyCommonWords => -0.95,
        FeatureKind.OnlySmallWords => -1.37,
        FeatureKind.WithoutArticle => -0.06,
        FeatureKind.ShortTitle => -0.82,
        FeatureKind.TitlePart => -1.81,
        FeatureKind.Acronym => -0.39,
        FeatureKind.EpisodeAlone => -1.00,
        FeatureKind.Hashtag => 2.82,
        FeatureKind.AcronymTag => 2.51,
        FeatureKind.TwoLetters => -1.50,
        FeatureKind.HashtagPart => 0.99,
        FeatureKind.HashtagPrefix => 1.52,
        FeatureKind.Handle => 2.72,
        FeatureKind.Joined => -0.28,
        FeatureKind.Typo => -0.71,
        FeatureKind.MentionedTwice => 0.35,
        FeatureKind.FromParent => 0.36,
        FeatureKind.Share => 1.61,
        FeatureKind.Capitals => 1.32,
        FeatureKind.LowerCase => -0.51,
        FeatureKind.EverydayWords => -0.60,
        FeatureKind.PartOfName => -2.31,
        FeatureKind.AfterArticle => -1.64,
        FeatureKind.GoesOn => -2.15,
        FeatureKind.WithinShow => 0.94,
        FeatureKind.OwnSentence => 0.45,
        FeatureKind.BesideWhen => 2.56,
        FeatureKind.Quoted => 2.16,
        FeatureKind.WordBefore => 1.78,
        FeatureKind.WordAfter => 1.22,
        FeatureKind.WatchingWord => 1.60,
        FeatureKind.OtherWork => -3.98,
        FeatureKind.Link => -0.29,
        FeatureKind.OnNow => 2.85,
        FeatureKind.Soon => 1.58,
        FeatureKind.Today => 0.46,
        FeatureKind.Over => -1.07,
        FeatureKind.Channel => 2.32,
        FeatureKind.ChannelElsewhere => -0.65,
        FeatureKind.Episode => 2.31,
        FeatureKind.EpisodeElsewhere => 0.29,
        FeatureKind.EpisodeTitle => 0.92,
        FeatureKind.Described => 1.20,
        FeatureKind.ClockAgrees => 2.22,
        FeatureKind.ClockDisagrees => -0.76,
        FeatureKind.DayAgrees => 0.61,
        FeatureKind.DayDisagrees => -0.39,
        _ => 0,
    };

    public static double ForAiring(FeatureKind kind) => kind switch
    {
        FeatureKind.OnNow => 3.97,
        FeatureKind.Soon => 1.57,
        FeatureKind.Today => -0.14,
        FeatureKind.Over => -6.01,
        FeatureKind.Later => -3.50,
        FeatureKind.Channel => 4.26,
        FeatureKind.ChannelElsewhere => -2.26,
        FeatureKind.Episode => 5.01,
        FeatureKind.EpisodeElsewhere => -2.01,
        FeatureKind.EpisodeTitle => 4.86,
        FeatureKind.Described => 1.50,
        FeatureKind.ClockAgrees => 5.14,
        FeatureKind.ClockDisagrees => -2.10,
        FeatureKind.DayAgrees => 2.08,
        FeatureKind.DayDisagrees => -1.08,
        FeatureKind.PlusOne => -2.94,
        FeatureKind.Repeat => -0.49,
        FeatureKind.OtherLanguage => -0.50,
        _ => 0,
    };
}
