namespace SeeIt.Hub;

internal static class Text
{
    /// <summary>Text from outside as a short name: no control characters, trimmed, cut; <paramref name="otherwise"/> when nothing is left.</summary>
    public static string Cut(string? text, int length, string otherwise)
    {
        var clean = string.Concat((text ?? "").Where(c => !char.IsControl(c))).Trim();
        return clean.Length == 0 ? otherwise : clean.Length <= length ? clean : clean[..length];
    }
}
