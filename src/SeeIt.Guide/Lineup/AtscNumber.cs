using System.Text.RegularExpressions;

namespace SeeIt.Guide.Lineup;

/// <summary>The virtual channel number of ATSC A/65: major and minor, as "5.1" or "5-1".</summary>
internal static partial class AtscNumber
{
    /// <summary>In one way of writing it, "5.1"; null of what is none.</summary>
    public static string? Of(string number) => Pattern().IsMatch(number) ? number.Replace('-', '.') : null;

    [GeneratedRegex(@"^\d{1,4}[.-]\d{1,3}$")]
    private static partial Regex Pattern();
}
