using System.Globalization;
using System.Text;
using SeeIt.Bench.Report;

namespace SeeIt.Bench.Matching;

/// <summary>Tallies, one a line, and what was promised of the last one.</summary>
internal sealed class ShareTable(string title, IReadOnlyList<(string Name, MatchTally Tally)> rows, bool hasBars) : Table("", [])
{
    private const double Precision = 0.97;
    private const double Coverage = 0.60;
    private const double Top3 = 0.93;

    public override bool Holds => !hasBars
        || (rows[^1].Tally.Precision.Value >= Precision && rows[^1].Tally.Coverage.Value >= Coverage && rows[^1].Tally.Top3.Value >= Top3);

    public override string ToString()
    {
        var width = Math.Max(title.Length, rows.Max(row => row.Name.Length));
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{title.PadRight(width)}  posts  {"one-tap precision %",-20} {"coverage %",-20} {"first %",-20} {"first three %",-20} false one-tap %");
        foreach (var (name, tally) in rows)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"{name.PadRight(width)}  {tally.Posts,5}  {tally.Precision,-20} {tally.Coverage,-20} {tally.Top1,-20} {tally.Top3,-20} {tally.FalseOneTaps}");
        }

        if (hasBars)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"bars: precision {Precision} or more, coverage {Coverage} or more, first three {Top3} or more: {(Holds ? "hold" : "missed")}");
        }

        return text.ToString();
    }
}
