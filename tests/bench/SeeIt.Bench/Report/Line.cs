namespace SeeIt.Bench.Report;

/// <summary>The straight line through points by least squares.</summary>
/// <param name="Slope">Of y over x.</param>
/// <param name="StandardError">The slope's.</param>
internal sealed record Line(double Slope, double StandardError)
{
    /// <param name="points">Three or more, not all at the same x.</param>
    public static Line Through(IReadOnlyList<(double X, double Y)> points)
    {
        var (meanX, meanY) = (points.Average(point => point.X), points.Average(point => point.Y));
        var spread = points.Sum(point => Math.Pow(point.X - meanX, 2));
        var slope = points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread;
        var rest = points.Sum(point => Math.Pow(point.Y - meanY - (slope * (point.X - meanX)), 2));
        return new Line(slope, Math.Sqrt(rest / (points.Count - 2) / spread));
    }
}
