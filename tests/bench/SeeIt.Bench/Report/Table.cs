using System.Globalization;
using System.Text;

namespace SeeIt.Bench.Report;

/// <summary>Measures, one a line, aligned for a terminal.</summary>
internal class Table(string title, IReadOnlyList<Measure> measures)
{
    public virtual bool Holds => measures.All(measure => measure.Holds);

    public override string ToString()
    {
        var width = Math.Max(title.Length, measures.Max(measure => measure.Leg.Length));
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{title.PadRight(width)}  runs    median       p95       max  unit");
        foreach (var measure in measures)
        {
            text.Append(CultureInfo.InvariantCulture, $"{measure.Leg.PadRight(width)}  {measure.Runs,4}  {measure.Median,8:0.00}  {measure.P95,8:0.00}  {measure.Max,8:0.00}  {measure.Unit}");
            if (measure.Bar is { } bar)
            {
                text.Append(CultureInfo.InvariantCulture, $"  bar{(measure.BarIsForP95 ? " of p95" : "")}: {bar} or less: {(measure.Holds ? "holds" : "missed")}");
            }

            text.AppendLine();
        }

        return text.ToString();
    }
}
