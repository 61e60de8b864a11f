namespace SeeIt.Bench.Report;

/// <summary>One row of a table: a leg, and the figures that its runs gave.</summary>
/// <param name="Leg">What was measured, from where to where.</param>
/// <param name="Unit">Of the figures and of the bar.</param>
/// <param name="Bar">What the median may be at most; null where nothing was promised.</param>
/// <param name="BarIsForP95">The bar is for the 95th percentile instead.</param>
internal sealed record Measure(string Leg, string Unit, double? Bar = null, bool BarIsForP95 = false)
{
    private readonly List<double> _figures = [];

    public int Runs => _figures.Count;

    public double Median => Percentile(0.5);

    public double P95 => Percentile(0.95);

    public double Max => Percentile(1);

    public bool Holds => Bar is not { } bar || (Runs > 0 && (BarIsForP95 ? P95 : Median) <= bar);

    /// <summary>A leg that has one figure.</summary>
    public static Measure Single(string leg, string unit, double figure, double? bar = null)
    {
        var measure = new Measure(leg, unit, bar);
        measure.Add(figure);
        return measure;
    }

    public void Add(double figure) => _figures.Add(figure);

    public void Add(TimeSpan duration) => Add(duration.TotalMilliseconds);

    /// <summary>The nearest rank: always a figure that was measured.</summary>
    private double Percentile(double part)
    {
        if (Runs == 0)
        {
            return double.NaN;
        }

        var sorted = _figures.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(part * Runs) - 1)];
    }
}
