using System.Diagnostics.Metrics;
using SeeIt.Agent.Link;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Storage;
using SeeIt.Guide;

namespace SeeIt.Agent.Telemetry;

/// <summary>What is read whenever metrics are: made only where telemetry is switched on.</summary>
internal sealed class AgentGauges : IDisposable
{
    private readonly Meter _meter = new(AgentMeter.Name);

    public AgentGauges(LinkConnection link, PlayerHost player, StateStore store, HouseholdGuide guide, StateFolder folder, TimeProvider time)
    {
        _meter.CreateObservableUpDownCounter("seeit.link.connected", () => link.IsUp ? 1 : 0, "{connection}", "1 while the link to the hub is up.");
        _meter.CreateObservableCounter("seeit.player.restarts", () => player.Restarts, "{restart}", "How often the player was started again.");
        _meter.CreateObservableGauge("seeit.outbox.reports", () => store.Undelivered().Count, "{report}", "Outcomes that the hub has not confirmed.");
        _meter.CreateObservableGauge("seeit.outbox.viewings", () => store.UndeliveredViewings().Count, "{viewing}", "Viewings that the hub has not confirmed; 100 stands for 100 or more.");
        _meter.CreateObservableGauge("seeit.lineup.channels", () => guide.Channels.Count, "{channel}", "Channels of the household.");
        _meter.CreateObservableGauge("seeit.guide.age", () => Age(Path.Combine(folder.Path, "guide.db")), "s", "Since lineup or guide were imported last.");
        _meter.CreateObservableGauge("seeit.guide.remaining", () => Remaining(guide, time), "s", "Until the guide ends; negative when it is over.");
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>By the machine's clock, which has dated the file.</summary>
    private static IEnumerable<Measurement<double>> Age(string file) =>
        File.Exists(file) ? [new((TimeProvider.System.GetUtcNow() - File.GetLastWriteTimeUtc(file)).TotalSeconds)] : [];

    private static IEnumerable<Measurement<double>> Remaining(HouseholdGuide guide, TimeProvider time) =>
        guide.Span is { } span ? [new((span.Ends - time.GetUtcNow()).TotalSeconds)] : [];
}
