using SeeIt.Bench.Report;

namespace SeeIt.Bench.Zapping;

/// <summary>What one viewer's zaps on one source took.</summary>
internal sealed class ZapLeg(Viewer viewer, double? bar)
{
    public Viewer Viewer => viewer;

    public Measure First { get; } = new($"{viewer.Name}: tap -> first picture", "ms");

    public Measure Motion { get; } = new($"{viewer.Name}: tap -> motion", "ms", bar);

    /// <summary>Of a source that is joined live: K is the wait until the next key frame is complete.</summary>
    public Measure AfterKeyFrame { get; } = new($"{viewer.Name}: tap + K -> motion", "ms");

    public IEnumerable<Measure> Measures => AfterKeyFrame.Runs > 0 ? [First, Motion, AfterKeyFrame] : [First, Motion];
}
