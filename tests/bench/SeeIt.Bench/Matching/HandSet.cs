using SeeIt.Guide.Matching;

namespace SeeIt.Bench.Matching;

/// <summary>Weights guessed by hand, in log odds: where posts are few, the fit stays near them. A weight of 0 is not used.</summary>
internal static class HandSet
{
    public const double Bias = -4.2;

    /// <summary>
    /// The made posts have no turns of phrase, guests or episodes without their show, so a fit to them would only learn what
    /// these are when nothing is meant: they stay as they are.
    /// </summary>
    public static bool IsFixed(FeatureKind kind) => kind is FeatureKind.EverydayWords or FeatureKind.EpisodeAlone or FeatureKind.Described or FeatureKind.TwoLetters;

    public static double ForShow(FeatureKind kind) => kind switch
    {
        FeatureKind.Bits => 1.3,
        FeatureKind.SingleWord => -0.6,
        FeatureKind.OnlyCommonWords => -1.2,
        FeatureKind.OnlySmallWords => -2.5,
        FeatureKind.WithoutArticle => -0.3,
        FeatureKind.ShortTitle => -0.8,
        FeatureKind.TitlePart => -1.5,
        FeatureKind.Acronym => -0.8,
        FeatureKind.EpisodeAlone => -1.0,
        FeatureKind.Hashtag => 3.2,
        FeatureKind.AcronymTag => 2.0,
        FeatureKind.TwoLetters => -1.5,
        FeatureKind.HashtagPart => 1.0,
        FeatureKind.HashtagPrefix => 0.8,
        FeatureKind.Handle => 2.4,
        FeatureKind.Joined => -0.3,
        FeatureKind.Typo => -1.0,
        FeatureKind.MentionedTwice => 0.6,
        FeatureKind.FromParent => -0.5,
        FeatureKind.Share => 1.0,
        FeatureKind.Capitals => 1.6,
        FeatureKind.LowerCase => -1.3,
        FeatureKind.EverydayWords => -0.6,
        FeatureKind.PartOfName => -2.2,
        FeatureKind.AfterArticle => -1.5,
        FeatureKind.GoesOn => -1.0,
        FeatureKind.WithinShow => 0.6,
        FeatureKind.OwnSentence => 0.7,
        FeatureKind.BesideWhen => 1.5,
        FeatureKind.Quoted => 1.8,
        FeatureKind.WordBefore => 1.5,
        FeatureKind.WordAfter => 0.6,
        FeatureKind.WatchingWord => 0.9,
        FeatureKind.OtherWork => -1.5,
        FeatureKind.Link => -0.5,
        FeatureKind.OnNow => 1.3,
        FeatureKind.Soon => 0.7,
        FeatureKind.Today => 0.3,
        FeatureKind.Over => -0.8,
        FeatureKind.Channel => 1.8,
        FeatureKind.ChannelElsewhere => -0.7,
        FeatureKind.Episode => 2.2,
        FeatureKind.EpisodeElsewhere => 0.3,
        FeatureKind.EpisodeTitle => 1.5,
        FeatureKind.Described => 1.2,
        FeatureKind.ClockAgrees => 1.8,
        FeatureKind.ClockDisagrees => -0.5,
        FeatureKind.DayAgrees => 0.6,
        FeatureKind.DayDisagrees => -0.3,
        _ => 0,
    };

    public static double ForAiring(FeatureKind kind) => kind switch
    {
        FeatureKind.OnNow => 3,
        FeatureKind.Soon => 1,
        FeatureKind.Today => 0.5,
        FeatureKind.Over => -6,
        FeatureKind.Later => -1.5,
        FeatureKind.Channel => 4,
        FeatureKind.ChannelElsewhere => -2,
        FeatureKind.Episode => 5,
        FeatureKind.EpisodeElsewhere => -2,
        FeatureKind.EpisodeTitle => 5,
        FeatureKind.Described => 1.5,
        FeatureKind.ClockAgrees => 5,
        FeatureKind.ClockDisagrees => -2,
        FeatureKind.DayAgrees => 3,
        FeatureKind.DayDisagrees => -2,
        FeatureKind.PlusOne => -3,
        FeatureKind.Repeat => -0.3,
        FeatureKind.RepeatAgrees => 1.5,
        FeatureKind.RepeatDisagrees => -1.5,
        FeatureKind.OtherLanguage => -0.5,
        _ => 0,
    };
}
