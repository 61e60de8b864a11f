using SeeIt.Guide.Store;
using SeeIt.TestKit;
using SeeIt.TestKit.Schemas;

namespace SeeIt.Guide.Tests.Store;

/// <summary>guide.db over the versions of the agent.</summary>
public sealed class GuideUpgradeTests : IDisposable
{
    private static readonly DateTimeOffset _start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Kept => SchemaDump.Theory("guide");

    private string File => _folder.File("guide.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_schema_that_is_changed_needs_a_new_version_and_its_dump()
    {
        using var home = new TestGuide("2026-03-03 20:00").WithGuide(("a", 0, 60, "First"));
        Assert.Equal(Enumerable.Range(1, Schema.Version), SchemaDump.Versions("guide"));
        Assert.Equal(Schema.Version, Schema.Steps.Length + 1);
        SchemaDump.Load("guide", Schema.Version, File);
        Assert.Equal(SchemaDump.Shape(File), SchemaDump.Shape(Path.Combine(home.Folder, "guide.db")));
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_each_version_wrote_is_taken_over(int version)
    {
        SchemaDump.Load("guide", version, File);
        using var guide = HouseholdGuide.Open(_folder.Path, TimeProvider.System);
        Assert.Null(guide.OpenProblem);
        var channel = Assert.Single(guide.Channels);
        Assert.Equal(("Garden TV", "http://tv.example/1"), (channel.Name, Assert.Single(channel.Sources).Uri.OriginalString));
        Assert.Equal("The Night Garden", guide.On(channel.Id, _start)?.Title);
        Assert.Equal("News at Ten", guide.On(channel.Id, _start.AddMinutes(70))?.Title);
        Assert.Equal("The Gate", Assert.Single(guide.Search("garden", from: _start)).SubTitle);
        Assert.Equal(_start, guide.Find(channel.Id, _start.AddHours(1), "The Night Garden")?.Start);
        Assert.Equal("The Night Garden", guide.Match(new PostText("Can't believe that twist on #NightGarden"), _start.AddMinutes(5)).Candidates[0].Airing.Title);
        SchemaDump.Load("guide", Schema.Version, _folder.File("dump.db"));
        Assert.Equal(SchemaDump.Shape(_folder.File("dump.db")), SchemaDump.Shape(File));
    }

    [Fact]
    public void A_file_of_a_newer_agent_is_refused_with_both_versions_and_no_import_takes_its_place()
    {
        SchemaDump.Load("guide", Schema.Version, File);
        using var guide = HouseholdGuide.Open(_folder.Path, TimeProvider.System);
        SchemaDump.Execute(File, "PRAGMA user_version = 99");
        var before = System.IO.File.ReadAllBytes(File);
        var refusal = Assert.Throws<InvalidDataException>(() => HouseholdGuide.Open(_folder.Path, TimeProvider.System));
        foreach (var part in new[] { File, "version 99", $"up to {Schema.Version}.", "Install the newer seeit-agent again.", "delete the file" })
        {
            Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
        }

        using var home = new TestGuide("2026-03-03 20:00");
        var xml = home.Xmltv("guide.xml", ("a", 0, 60, "First"));
        var result = guide.Import([], [new SeeIt.Guide.Xmltv.GuideInput(xml.Name, xml.Content)], TestContext.Current.CancellationToken);
        Assert.Contains("version 99", result.StoreError?.Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void While_another_process_imports_an_older_file_waits()
    {
        SchemaDump.Load("guide", 1, File);
        using (ImportLock.TryHold(File + ".lock"))
        {
            using var guide = HouseholdGuide.Open(_folder.Path, TimeProvider.System);
            Assert.NotNull(guide.OpenProblem);
            Assert.Equal(1L, SchemaDump.Execute(File, "PRAGMA user_version"));
        }

        using var again = HouseholdGuide.Open(_folder.Path, TimeProvider.System);
        Assert.Single(again.Channels);
    }
}
