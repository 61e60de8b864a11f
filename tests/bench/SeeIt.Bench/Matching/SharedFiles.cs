using System.Text.Json;

namespace SeeIt.Bench.Matching;

/// <summary>The real guide and posts that lie beside the checkout, in ../shared/data.</summary>
internal static class SharedFiles
{
    /// <summary>The path of one; null where it is absent.</summary>
    public static string? Path(string name)
    {
        for (var folder = new DirectoryInfo(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (System.IO.Path.Combine(folder.FullName, "shared", "data", name) is var path && File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>The texts of posts/<paramref name="name"/>; none where it is absent.</summary>
    public static List<string> Posts(string name) => Path("posts/" + name) is not { } path ? [] :
    [
        .. File.ReadLines(path).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("text").GetString()!;
        }),
    ];
}
