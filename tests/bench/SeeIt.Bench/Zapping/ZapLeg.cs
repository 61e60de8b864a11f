using SeeIt.Bench.Report;
using SeeIt.Bench.Screen;

namespace SeeIt.Bench.Zapping;

/// <summary>What one viewer's zaps on one source took.</summary>
internal sealed class ZapLeg(Viewer viewer, double? bar)
{
    public Viewer Viewer => viewer;

    public Measure First { get; } = new($"{viewer.Name}: tap -> first picture", "ms");

    public Measure Motion { get; } = new($"{viewer.Name}: tap -> motion", "ms", bar);

    /// <summary>Of a source that is joined live: K is the wait until the next key frame is complete.</summary>
    public Measure AfterKeyFrame { get; } = new($"{viewer.Name}: tap + K -> motion", "ms");

    /// <param name="tapped">When.</param>
    /// <param name="motion">Null when there was none.</param>
    /// <param name="keyFrame">K, where it matters.</param>
    /// <param name="time">Whose timestamps they are.</param>
    public void Add(long tapped, Motion? motion, TimeSpan? keyFrame, TimeProvider time)
    {
        if (motion is null)
        {
            First.Add(double.PositiveInfinity);
            Motion.Add(double.PositiveInfinity);
            return;
        }

        var begins = time.GetElapsedTime(tapped, motion.Begins);
        First.Add(time.GetElapsedTime(tapped, motion.First));
        Motion.Add(begins);
        if (keyFrame is { } wait)
        {
            AfterKeyFrame.Add(begins - wait);
        }
    }

    public IEnumerable<Measure> Measures => AfterKeyFrame.Runs > 0 ? [First, Motion, AfterKeyFrame] : [First, Motion];
}
