namespace SeeIt.Guide.Tests;

/// <summary>Real input that lies beside the checkout.</summary>
internal static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>The path of a file or folder there; skips the test where it is absent.</summary>
    public static string Path(string name)
    {
        var path = Root is null ? null : System.IO.Path.Combine(Root, name);
        Assert.SkipUnless(path is not null && System.IO.Path.Exists(path), $"../shared/data/{name} is absent.");
        return path!;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "SeeItAgent.sln")))
            {
                return System.IO.Path.GetFullPath(System.IO.Path.Combine(folder.FullName, "..", "shared", "data"));
            }
        }

        return null;
    }
}
