using System.Runtime.InteropServices;

namespace SeeIt.Box.Tests.Harness;

/// <summary>The Debian packages under test, as packaging/build-deb.sh made them.</summary>
internal static class Packages
{
    public static string Agent => Find("seeit-agent");

    public static string Hub => Find("seeit-hub");

    private static string Architecture => RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64 ? "amd64" : "arm64";

    /// <summary>The same package with a higher version.</summary>
    /// <param name="package">A package's file.</param>
    /// <param name="folder">Where to put it.</param>
    public static async Task<(string File, string Version)> NewerAsync(string package, TemporaryFolder folder)
    {
        var tree = folder.File("tree");
        await Command.RunAsync("dpkg-deb", "--raw-extract", package, tree);
        var control = Path.Combine(tree, "DEBIAN", "control");
        var lines = await File.ReadAllLinesAsync(control);
        var version = lines.Single(line => line.StartsWith("Version: ", StringComparison.Ordinal))["Version: ".Length..] + "+next";
        await File.WriteAllLinesAsync(control, lines.Select(line => line.StartsWith("Version: ", StringComparison.Ordinal) ? $"Version: {version}" : line));
        var newer = folder.File("newer.deb");
        await Command.RunAsync("dpkg-deb", "--root-owner-group", "-Znone", "--build", tree, newer);
        return (newer, version);
    }

    private static string Find(string name)
    {
        var folder = Environment.GetEnvironmentVariable("SEEIT_BOX_PACKAGES");
        var found = folder is not null && Directory.Exists(folder) ? Directory.GetFiles(folder, $"{name}_*_{Architecture}.deb") : [];
        Assert.SkipUnless(found.Length > 0, $"There is no package {name} for {Architecture} in {folder}: run packaging/build-deb.sh.");
        return Assert.Single(found);
    }
}
