using System.Globalization;
using System.Text;
using SeeIt.Guide;

namespace SeeIt.Bench.Matching;

/// <summary>How often candidates of a stated probability are right.</summary>
internal sealed class Reliability
{
    private const int Bins = 10;
    private readonly (int Count, int Right, double Stated)[] _bins = new (int, int, double)[Bins];

    private int _oneTaps;
    private int _rightOneTaps;
    private double _stated;

    /// <summary>The mean distance between what is stated and what is true, over all candidates (expected calibration error).</summary>
    public double Error
    {
        get
        {
            var all = _bins.Sum(bin => bin.Count);
            return all == 0 ? double.NaN : _bins.Sum(bin => Math.Abs(bin.Stated - bin.Right)) / all;
        }
    }

    /// <summary>How much more one-tap offers promise than is true: below 0 where they promise less.</summary>
    public double Overstated => (_stated - _rightOneTaps) / Math.Max(1, _oneTaps);

    /// <summary>The first candidate of a post.</summary>
    public void Add(BenchPost post, MatchResult result)
    {
        if (result.Candidates is [var first, ..])
        {
            ref var bin = ref _bins[Math.Min(Bins - 1, (int)(first.Probability * Bins))];
            if (result.OneTap)
            {
                (_oneTaps, _rightOneTaps, _stated) = (_oneTaps + 1, _rightOneTaps + (post.IsRight(first.Airing) ? 1 : 0), _stated + first.Probability);
            }

            bin = (bin.Count + 1, bin.Right + (post.IsRight(first.Airing) ? 1 : 0), bin.Stated + first.Probability);
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder("first candidate's probability: stated, observed, posts\n");
        for (var index = 0; index < Bins; index++)
        {
            var (count, right, stated) = _bins[index];
            if (count > 0)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {index / 10.0:0.0}-{(index + 1) / 10.0:0.0}  {stated / count,6:0.000}  {new Share(right, count),-22}  {count,5}");
            }
        }

        return text.AppendLine(CultureInfo.InvariantCulture, $"  expected calibration error {Error:0.000}").ToString();
    }
}
