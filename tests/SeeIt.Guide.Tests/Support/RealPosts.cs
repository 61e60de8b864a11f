using System.Text.Json;

namespace SeeIt.Guide.Tests;

/// <summary>A real post and the shows that people saw in it.</summary>
internal sealed record RealPost(string Text, IReadOnlyList<string> Shows)
{
    public static List<RealPost> Read(string file) =>
    [
        .. File.ReadLines(SharedData.Path("posts/" + file)).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return new RealPost(
                json.RootElement.GetProperty("text").GetString()!,
                [.. json.RootElement.GetProperty("shows").EnumerateArray().Select(show => show.GetString()!)]);
        }),
    ];
}
