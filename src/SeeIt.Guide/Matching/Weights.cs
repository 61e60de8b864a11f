namespace SeeIt.Guide.Matching;

/// <summary>
/// The matcher's numbers, in units of log odds. They were fitted by the benchmark <c>match-fit</c> to the tuning half of its
/// posts, and are what it prints.
/// </summary>
internal static class Weights
{
    /// <summary>A mention of which nothing else is known is not meant.</summary>
    public const double Bias = -2.96;

    /// <summary>A candidate that is less likely is not offered.</summary>
    public const double OfferAt = 0.002;

    /// <summary>A show that is less likely is not offered.</summary>
    public const double OfferShowAt = 0.2;

    /// <summary>From here on, one button is offered.</summary>
    public const double OneTapAt = 0.9;

    public static double ForShow(FeatureKind kind) => kind switch
    {
        FeatureKind.Bits => 1.20,
        FeatureKind.SingleWord => -0.92,
        FeatureKind.OnlyCommonWords => -1.00,
        FeatureKind.OnlySmallWords => -1.36,
        FeatureKind.WithoutArticle => -0.03,
        FeatureKind.ShortTitle => -0.80,
        FeatureKind.TitlePart => -1.78,
        FeatureKind.Acronym => -0.38,
        FeatureKind.EpisodeAlone => -1.00,
        FeatureKind.Hashtag => 2.92,
        FeatureKind.AcronymTag => 2.57,
        FeatureKind.TwoLetters => -1.50,
        FeatureKind.HashtagPart => 1.07,
        FeatureKind.HashtagPrefix => 1.55,
        FeatureKind.Handle => 2.78,
        FeatureKind.Joined => -0.28,
        FeatureKind.Typo => -0.69,
        FeatureKind.MentionedTwice => 0.35,
        FeatureKind.FromParent => 0.41,
        FeatureKind.Share => 1.72,
        FeatureKind.Capitals => 1.41,
        FeatureKind.LowerCase => -0.50,
        FeatureKind.EverydayWords => -0.60,
        FeatureKind.PartOfName => -2.30,
        FeatureKind.AfterArticle => -1.66,
        FeatureKind.GoesOn => -2.08,
        FeatureKind.WithinShow => 1.06,
        FeatureKind.OwnSentence => 0.52,
        FeatureKind.BesideWhen => 2.63,
        FeatureKind.Quoted => 2.19,
        FeatureKind.WordBefore => 1.78,
        FeatureKind.WordAfter => 1.29,
        FeatureKind.WatchingWord => 1.66,
        FeatureKind.OtherWork => -3.87,
        FeatureKind.Link => -0.24,
        FeatureKind.OnNow => 2.96,
        FeatureKind.Soon => 1.60,
        FeatureKind.Today => 0.43,
        FeatureKind.Over => -1.06,
        FeatureKind.Channel => 2.37,
        FeatureKind.ChannelElsewhere => -0.64,
        FeatureKind.Episode => 2.33,
        FeatureKind.EpisodeElsewhere => 0.29,
        FeatureKind.EpisodeTitle => 0.95,
        FeatureKind.Described => 1.20,
        FeatureKind.ClockAgrees => 2.28,
        FeatureKind.ClockDisagrees => -0.93,
        FeatureKind.DayAgrees => 0.71,
        FeatureKind.DayDisagrees => -0.34,
        _ => 0,
    };

    public static double ForAiring(FeatureKind kind) => kind switch
    {
        FeatureKind.OnNow => 4.02,
        FeatureKind.Soon => 1.56,
        FeatureKind.Today => -0.14,
        FeatureKind.Over => -6.01,
        FeatureKind.Later => -3.50,
        FeatureKind.Channel => 4.26,
        FeatureKind.ChannelElsewhere => -2.26,
        FeatureKind.Episode => 5.01,
        FeatureKind.EpisodeElsewhere => -2.01,
        FeatureKind.EpisodeTitle => 4.87,
        FeatureKind.Described => 1.50,
        FeatureKind.ClockAgrees => 5.11,
        FeatureKind.ClockDisagrees => -2.07,
        FeatureKind.DayAgrees => 2.09,
        FeatureKind.DayDisagrees => -1.09,
        FeatureKind.PlusOne => -2.94,
        FeatureKind.Repeat => -0.48,
        FeatureKind.OtherLanguage => -0.50,
        _ => 0,
    };
}
