using SeeIt.Guide.Lineup;

namespace SeeIt.Guide.Tests;

/// <summary>Entries of lineups.</summary>
internal static class Lineups
{
    /// <param name="text">Without its header.</param>
    public static List<LineupEntry> OfM3u(string text) => Of("#EXTM3U\n" + text);

    /// <summary>Of whatever format.</summary>
    public static List<LineupEntry> Of(string text) => Of(text, out _);

    public static List<LineupEntry> Of(string text, out IReadOnlyList<Problem> leftOut)
    {
        List<Problem> problems = [];
        leftOut = problems;
        return [.. new LineupDocuments(TestGuide.Text("lineup", text)) { LeftOut = problems.Add }.Read()];
    }
}
