namespace SeeIt.Bench.Matching;

/// <summary>So many of so many, with the 95 % interval of E. B. Wilson (1927).</summary>
internal readonly record struct Share(int Hits, int Of)
{
    private const double Z = 1.959964;

    public double Value => Of == 0 ? double.NaN : (double)Hits / Of;

    public double Low => Bound(-1);

    public double High => Bound(1);

    public override string ToString() => Of == 0 ? "-" : FormattableString.Invariant($"{100 * Value:0.0} [{100 * Low:0.0}-{100 * High:0.0}]");

    private double Bound(int side)
    {
        if (Of == 0)
        {
            return double.NaN;
        }

        var (n, p) = ((double)Of, Value);
        var middle = p + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        // Rounding may leave the ends by a hair.
        return Math.Clamp((middle + (side * half)) / (1 + (Z * Z / n)), 0, 1);
    }
}
