using System.Globalization;
using System.Text;

namespace SeeIt.Discovery;

/// <summary>Names after a conflict (RFC 6762, section 9): "Living room", "Living room (2)", …</summary>
internal static class ServiceNames
{
    private const int MaxBytes = 63;

    /// <summary>Cut where needed to 63 bytes, at a whole character.</summary>
    public static string Numbered(string name, int number)
    {
        if (number == 1)
        {
            return name;
        }

        var suffix = string.Create(CultureInfo.InvariantCulture, $" ({number})");
        var room = MaxBytes - suffix.Length;
        var cut = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            cut.Append(rune);
        }

        return cut + suffix;
    }
}
