using System.Diagnostics;
using System.Diagnostics.Metrics;
using SeeIt.Hub.Commands;

namespace SeeIt.Hub.Telemetry;

/// <summary>What is counted as it happens; what is read when it is asked for is in <see cref="TelemetryService"/>. Counting costs next to nothing where nobody listens.</summary>
internal static class HubMeter
{
    public const string Name = "SeeIt.Hub";

    private static readonly Meter Meter = new(Name);

    private static readonly double[] _seconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private static readonly Counter<long> Commands = Meter.CreateCounter<long>("seeit.hub.commands", "{command}", "Commands that were taken or moved, by the progress that they reached and the kind of failure.");

    private static readonly Histogram<double> Acknowledged = Meter.CreateHistogram(
        "seeit.hub.command.ack.duration", "s", "From a command's going out to its box's word that it has it.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = _seconds });

    private static readonly Histogram<double> Commits = Meter.CreateHistogram(
        "seeit.hub.commit.duration", "s", "A transaction of commands.db, until it is on the disk.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = _seconds });

    private static readonly Histogram<int> Batches = Meter.CreateHistogram(
        "seeit.hub.commit.writes", "{write}", "Writes in one transaction of commands.db.", advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("seeit.hub.sign_ins.refused", "{sign-in}", "Passwords that were wrong, and sign-ins that must wait.");

    private static readonly Counter<long> Links = Meter.CreateCounter<long>("seeit.hub.links", "{connection}", "Links of boxes that came about.");

    public static void Moved(CommandRecord command)
    {
        var tags = new TagList { { "seeit.progress", command.Progress.ToString() } };
        if (command.Failure is { } failure)
        {
            tags.Add("error.type", failure.ToString());
        }

        Commands.Add(1, tags);
    }

    public static void AcknowledgedAfter(TimeSpan time) => Acknowledged.Record(time.TotalSeconds);

    public static void Committed(int writes, TimeSpan time)
    {
        Commits.Record(time.TotalSeconds);
        Batches.Record(writes);
    }

    /// <param name="why">Wrong, or TooMany.</param>
    public static void SignInRefused(string why) => Refused.Add(1, new KeyValuePair<string, object?>("seeit.reason", why));

    public static void Linked() => Links.Add(1);
}
