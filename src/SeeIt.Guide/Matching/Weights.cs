namespace SeeIt.Guide.Matching;

/// <summary>The matcher's numbers. Weights are in units of log odds.</summary>
internal static class Weights
{
    /// <summary>A mention of which nothing else is known is not meant.</summary>
    public const double Bias = -4.2;

    /// <summary>A candidate that is less likely is not offered.</summary>
    public const double OfferAt = 0.25;

    /// <summary>From here on, one button is offered.</summary>
    public const double OneTapAt = 0.75;

    public static double Of(FeatureKind kind) => kind switch
    {
        FeatureKind.Bits => 1.3,
        FeatureKind.SingleWord => -0.6,
        FeatureKind.OnlyCommonWords => -1.2,
        FeatureKind.WithoutArticle => -0.3,
        FeatureKind.ShortTitle => -0.8,
        FeatureKind.Acronym => -0.8,
        FeatureKind.Hashtag => 3.2,
        FeatureKind.AcronymTag => 2.0,
        FeatureKind.HashtagPart => 1.0,
        FeatureKind.HashtagPrefix => 0.8,
        FeatureKind.Handle => 2.4,
        FeatureKind.MentionedTwice => 0.6,
        FeatureKind.Capitals => 1.6,
        FeatureKind.LowerCase => -1.3,
        FeatureKind.PartOfName => -2.2,
        FeatureKind.Quoted => 1.8,
        FeatureKind.WordBefore => 1.5,
        FeatureKind.WordAfter => 0.6,
        FeatureKind.WatchingWord => 0.9,
        FeatureKind.Link => -0.5,
        FeatureKind.OnNow => 1.3,
        FeatureKind.Soon => 0.7,
        FeatureKind.Today => 0.3,
        FeatureKind.Over => -0.8,
        FeatureKind.Channel => 1.8,
        FeatureKind.Episode => 2.2,
        FeatureKind.EpisodeTitle => 1.5,
        FeatureKind.TimeAgrees => 1.0,
        FeatureKind.TimeDisagrees => -0.5,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
