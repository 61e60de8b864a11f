using System.Diagnostics;
using System.Diagnostics.Metrics;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Telemetry;

/// <summary>What is counted as it happens; what is read when it is asked for is in <see cref="AgentGauges"/>. Counting costs next to nothing where nobody listens.</summary>
internal static class AgentMeter
{
    public const string Name = "SeeIt.Agent";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Commands = Meter.CreateCounter<long>(
        "seeit.commands", "{command}", "Commands that ended, by verb, outcome and kind of failure.");

    private static readonly Histogram<double> FirstPicture = Meter.CreateHistogram(
        "seeit.first_picture.duration", "s", "From a command's coming to its first displayed picture.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 7.5, 10],
        });

    private static readonly Counter<long> Links = Meter.CreateCounter<long>("seeit.link.connections", "{connection}", "Links to the hub that came about.");

    private static readonly Counter<long> LinkEnds = Meter.CreateCounter<long>("seeit.link.disconnections", "{connection}", "Links that ended, by reason.");

    private static readonly Counter<long> Losses = Meter.CreateCounter<long>("seeit.picture.losses", "{loss}", "Pictures that were lost and are brought back, by kind of failure.");

    private static readonly Counter<long> Health = Meter.CreateCounter<long>("seeit.picture.health.changes", "{change}", "Changes of a picture's health, by what it became: Late, Frozen, Flowing …");

    private static readonly Counter<long> LatePictures = Meter.CreateCounter<long>("seeit.player.pictures.lost", "{picture}", "Pictures that came too late to be displayed.");

    private static readonly Counter<long> Pictures = Meter.CreateCounter<long>("seeit.player.pictures.displayed", "{picture}", "Pictures displayed, redisplays included.");

    public static void Ended(string verb, CommandReport report)
    {
        var tags = new TagList { { "seeit.verb", verb }, { "seeit.outcome", report.Progress.ToString() } };
        if (report.Failure is { } failure)
        {
            tags.Add("error.type", failure.ToString());
        }

        Commands.Add(1, tags);
        if (report.FirstPictureMs is { } milliseconds)
        {
            FirstPicture.Record(milliseconds / 1_000.0);
        }
    }

    public static void Linked() => Links.Add(1);

    public static void LinkEnded(string reason) => LinkEnds.Add(1, new KeyValuePair<string, object?>("seeit.reason", reason));

    public static void PictureLost(FailureKind kind) => Losses.Add(1, new KeyValuePair<string, object?>("error.type", kind.ToString()));

    public static void PictureIs(string health) => Health.Add(1, new KeyValuePair<string, object?>("seeit.health", health));

    /// <summary>The counters rise over a session.</summary>
    public static void Displayed(StatisticsEvent? before, StatisticsEvent now)
    {
        Pictures.Add(Math.Max(0, now.DisplayedPictures - (before?.DisplayedPictures ?? 0)));
        LatePictures.Add(Math.Max(0, now.LostPictures - (before?.LostPictures ?? 0)));
    }
}
