using System.Text.RegularExpressions;
using SeeIt.TestKit;

namespace SeeIt.Architecture.Tests;

public sealed partial class SourceTests
{
    private const int MostLines = 400;

    [Fact]
    public void No_file_is_longer_than_one_can_read()
    {
        var tooLong = Project.All
            .SelectMany(project => project.Files(".cs", ".razor", ".js", ".css", ".html"))
            .Where(file => !IsGenerated(file))
            .Select(file => (File: Shorten(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MostLines);
        Assert.Empty(tooLong);
    }

    /// <summary>What a library shows to the others may be in its root namespace, whatever folder it is in.</summary>
    [Fact]
    public void Namespaces_follow_folders()
    {
        var astray =
            from project in Project.All
            from file in project.Files(".cs")
            let declared = Namespace().Match(File.ReadAllText(file)).Groups["name"].Value
            where declared.Length > 0 && declared != project.Name && declared != Expected(project, file)
            select $"{Shorten(file)} declares {declared}";
        Assert.Empty(astray);
    }

    private static string Expected(Project project, string file)
    {
        var folder = Path.GetDirectoryName(Path.GetRelativePath(project.Folder, file))!;
        return folder.Length == 0 ? project.Name : $"{project.Name}.{folder.Replace('/', '.')}";
    }

    /// <summary>What dotnet-ef writes.</summary>
    private static bool IsGenerated(string file) =>
        file.Contains("/Migrations/", StringComparison.Ordinal);

    private static string Shorten(string file) => Path.GetRelativePath(Repository.Root, file);

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
