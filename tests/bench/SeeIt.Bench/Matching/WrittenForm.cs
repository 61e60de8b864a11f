namespace SeeIt.Bench.Matching;

/// <summary>A way to write a title or to dress a post, which belongs to one half, as patterns do.</summary>
/// <param name="Half">Whose it is. The forms of a list were dealt out in turn, the usual ones first, before any was measured.</param>
/// <param name="Share">How often it is drawn among those of its half.</param>
/// <param name="Write">Writes it; null when the form changes nothing, or does not fit.</param>
internal sealed record WrittenForm(PostHalf Half, int Share, Func<string, Random, string?> Write);

internal static class WrittenForms
{
    /// <summary>Written in a form of the half; null when the drawn one does not fit.</summary>
    public static string? Draw(this IReadOnlyList<WrittenForm> forms, PostHalf half, string text, Random random)
    {
        List<WrittenForm> mine = [.. forms.Where(form => form.Half == half)];
        var at = random.Next(mine.Sum(form => form.Share));
        return mine.Find(form => (at -= form.Share) < 0)!.Write(text, random);
    }
}
