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

    /// <summary>The same, where nothing is measured without it.</summary>
    /// <exception cref="FileNotFoundException">It is absent.</exception>
    public static string Needed(string name) =>
        Path(name) ?? throw new FileNotFoundException($"../shared/data/{name} is needed beside the checkout: what is promised of it cannot be measured.");

    /// <summary>The texts of posts/<paramref name="name"/>.</summary>
    /// <exception cref="FileNotFoundException">It is absent.</exception>
    public static List<string> Posts(string name) => PostsOf(name, json => json.GetProperty("text").GetString()!);

    /// <summary>The posts of posts/<paramref name="name"/>, as <paramref name="read"/> takes them.</summary>
    /// <exception cref="FileNotFoundException">It is absent.</exception>
    public static List<T> PostsOf<T>(string name, Func<JsonElement, T> read) =>
    [
        .. File.ReadLines(Needed("posts/" + name)).Select(line =>
        {
            using var json = JsonDocument.Parse(line);
            return read(json.RootElement);
        }),
    ];
}
