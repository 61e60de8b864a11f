namespace SeeIt.Architecture.Tests;

/// <summary>The arrows between the projects. They run one way; a new one is a decision, made here.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["SeeIt.Agent"] = ["SeeIt.Contracts", "SeeIt.Discovery", "SeeIt.Guide", "SeeIt.Relay"],
        ["SeeIt.Contracts"] = [],
        ["SeeIt.Demo"] = [], // It starts the others as processes.
        ["SeeIt.Discovery"] = [],
        ["SeeIt.Guide"] = [],
        ["SeeIt.Hub"] = ["SeeIt.Contracts"],
        ["SeeIt.LibVlc"] = [],
        ["SeeIt.Player"] = ["SeeIt.Contracts", "SeeIt.LibVlc"],
        ["SeeIt.Relay"] = [],
    };

    public static TheoryData<string> Names => [.. Arrows.Keys];

    [Fact]
    public void Every_project_has_its_arrows() =>
        Assert.Equal(Arrows.Keys.Order(StringComparer.Ordinal), Project.All.Select(project => project.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_references_what_its_arrows_allow(string name) =>
        Assert.Equal(Arrows[name], Find(name).References);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_built_assembly_names_no_other_of_ours(string name)
    {
        var project = Find(name);
        var ours = Project.All.Select(other => other.AssemblyName).ToHashSet();
        var allowed = Arrows[name].Select(arrow => Find(arrow).AssemblyName);
        Assert.Empty(project.AssemblyReferences().Where(ours.Contains).Except(allowed));
    }

    private static Project Find(string name) => Project.All.Single(project => project.Name == name);
}
