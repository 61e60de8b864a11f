namespace SeeIt.TestKit;

/// <summary>Where things are: the checkout, the data beside it, and the programs that were built from it.</summary>
public static class Repository
{
    /// <summary>The folder that holds SeeItAgent.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The environment variables that name other programs than those built here.</summary>
    internal static readonly string[] Variables = ["SEEIT_AGENT", "SEEIT_PLAYER", "SEEIT_HUB", "SEEIT_DEMO"];

    /// <summary>The agent: what SEEIT_AGENT names, else the one built in this configuration. The same for the others.</summary>
    public static string Agent => Program("SEEIT_AGENT", "SeeIt.Agent", "seeit-agent");

    public static string Player => Program("SEEIT_PLAYER", "SeeIt.Player", "seeit-player");

    public static string Hub => Program("SEEIT_HUB", "SeeIt.Hub", "seeit-hub");

    public static string Demo => Program("SEEIT_DEMO", "SeeIt.Demo", "seeit-demo");

    /// <summary>Debug or Release: what the running test was built as.</summary>
    public static string Configuration { get; } =
        AppContext.BaseDirectory.Contains("/bin/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>A file or folder of the checkout.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>A file or folder of the real data that lies beside the checkout; the test is skipped where it is absent.</summary>
    public static string SharedData(params string[] parts)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine([Root, "..", "shared", "data", .. parts]));
        Assert.SkipUnless(System.IO.Path.Exists(path), $"{path} is absent: real data lies beside the checkout, not in it.");
        return path;
    }

    private static string Program(string variable, string project, string name)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } path)
        {
            return File.Exists(path)
                ? path
                : throw new FileNotFoundException($"{variable} names {path}, which does not exist.");
        }

        var built = Path("src", project, "bin", Configuration, "net10.0", name);
        return File.Exists(built)
            ? built
            : throw new FileNotFoundException($"{built} does not exist: build {project}, or set {variable}.");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "SeeItAgent.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds SeeItAgent.sln.");
    }
}
