using SeeIt.Agent.Storage;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.TestKit;
using SeeIt.TestKit.Schemas;

namespace SeeIt.Agent.Tests.Storage;

/// <summary>state.db over the versions of the agent: what each one wrote is taken over by this one.</summary>
public sealed class StateSchemaTests : IDisposable
{
    private static readonly DateTimeOffset _then = DateTimeOffset.FromUnixTimeMilliseconds(1_767_290_400_000);
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Kept => SchemaDump.Theory("state");

    private string File => _folder.File("state.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_schema_that_is_changed_needs_a_new_version_and_its_dump()
    {
        using (Open())
        {
        }

        var newest = (int)(long)SchemaDump.Execute(File, "PRAGMA user_version")!;
        Assert.Equal(Enumerable.Range(1, newest), SchemaDump.Versions("state"));
        SchemaDump.Load("state", newest, _folder.File("dump.db"));
        Assert.Equal(SchemaDump.Shape(_folder.File("dump.db")), SchemaDump.Shape(File));
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void What_each_version_wrote_is_taken_over(int version)
    {
        SchemaDump.Load("state", version, File);
        using (var store = Open())
        {
            Assert.False(store.TryAccept(Seen(0xc1)));
            Assert.False(store.TryAccept(Seen(0xc2)));
            Assert.Equal(8, store.LastSequence);
            Assert.Equal(412, store.ResultOf(Id(0xc1))?.FirstPictureMs);
            Assert.Equal((Progress.Failed, FailureKind.Interrupted), (store.ResultOf(Id(0xc2))!.Progress, store.ResultOf(Id(0xc2))!.Failure));
            Assert.Null(store.Interrupted);
            var viewings = store.UndeliveredViewings();
            Assert.Equal(
                [("The Night Garden", ViewingOutcome.Finished), ("News at Ten", ViewingOutcome.Interrupted)],
                viewings.Select(viewing => (viewing.Title, viewing.Outcome)));
            Assert.Equal(2, viewings.DistinctBy(viewing => viewing.Id).Count());
            Assert.Equal(version >= 6 ? "Ada" : null, viewings[0].RequestedBy);
            Assert.Equal(version >= 3 ? 600 : 0, store.Reserve("http://tv.example/1", _then));
            Assert.Equal(version >= 4, store.IsForSoftware("hevc", _then));
            Assert.Equal(version >= 5 ? (40, true) : null, store.Sound);

            // And it works.
            Assert.True(store.TryAccept(Seen(0xc3)));
            store.KeepReserve("http://tv.example/2", 300, _then);
            store.KeepForSoftware("mpgv", _then);
            store.KeepSound(50, muted: false);
            store.KeepPlace(store.BeginSession(new KeptShow(Id(0xc3), "garden", null, null, "Ben", 1), _then), 2);
        }

        using (Open())
        {
        }

        SchemaDump.Load("state", SchemaDump.Versions("state")[^1], _folder.File("dump.db"));
        Assert.Equal(SchemaDump.Shape(_folder.File("dump.db")), SchemaDump.Shape(File));
    }

    /// <summary>The first version does not know of which of the machine's runs a show is.</summary>
    [Theory]
    [MemberData(nameof(Kept))]
    public void What_was_on_under_an_older_version_is_known_on_a_machine_that_has_run_on(int version)
    {
        SchemaDump.Load("state", version, File);
        if (version > 1)
        {
            SchemaDump.Execute(File, $"UPDATE viewing_session SET boot = '{MachineBoot.Id()}' WHERE ended IS NULL");
        }

        using var store = Open();
        Assert.Equal(
            version == 1 ? null : new KeptShow(Id(0xc2), "news", "News at Ten", null, version >= 6 ? "Ada" : null, version >= 6 ? 90_000 : 0),
            store.Interrupted);
    }

    [Fact]
    public void A_file_of_a_newer_agent_is_refused_with_both_versions_and_left_as_it_was()
    {
        var newest = SchemaDump.Versions("state")[^1];
        SchemaDump.Load("state", newest, File);
        SchemaDump.Execute(File, "ALTER TABLE command ADD COLUMN later TEXT; PRAGMA user_version = 99");
        var before = System.IO.File.ReadAllBytes(File);
        var refusal = Assert.Throws<InvalidDataException>(Open);
        Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("version 99", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"up to {newest}.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Install the newer seeit-agent again.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
        Assert.Equal([File], Directory.GetFiles(_folder.Path));
    }

    private StateStore Open() => new(_folder.Path, TimeProvider.System);

    private static Guid Id(byte last) => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last);

    private static Command Seen(byte last) => new(Id(last), 9, new PauseVerb(), 5_000, "Ada");
}
