using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Commands;
using SeeIt.Hub.Tests.Support;
using SeeIt.TestKit;
using SeeIt.TestKit.Schemas;

namespace SeeIt.Hub.Tests.Commands;

/// <summary>commands.db over the versions of the hub: what each one wrote is taken over by this one.</summary>
public sealed class CommandSchemaTests : IDisposable
{
    private static readonly Guid _household = new("00000000-0000-0000-0000-0000000000aa");
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Kept => SchemaDump.Theory("commands");

    private string File => _folder.File("commands.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_schema_that_is_changed_needs_a_new_version_and_its_dump()
    {
        await using (new CommandTable(new DataFolder(_folder.Path)))
        {
        }

        var newest = (int)(long)SchemaDump.Execute(File, "PRAGMA user_version")!;
        Assert.Equal(Enumerable.Range(1, newest), SchemaDump.Versions("commands"));
        SchemaDump.Load("commands", newest, _folder.File("dump.db"));
        Assert.Equal(SchemaDump.Shape(_folder.File("dump.db")), SchemaDump.Shape(File));
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task What_each_version_wrote_is_taken_over(int version)
    {
        SchemaDump.Load("commands", version, File);
        await using (var table = new CommandTable(new DataFolder(_folder.Path)))
        {
            Assert.Equal(3, table.LastSequence("tv1"));
            var latest = table.Latest("tv1", _household, 10);
            Assert.Equal([Progress.Done, Progress.Sent, Progress.Failed], latest.Select(command => command.Progress));
            Assert.Equal((412, FailureKind.NoSignal), (latest[0].FirstPictureMs, latest[2].Failure));
            Assert.Equal(2, Assert.Single(table.Open()).Sequence);
            Assert.Equal(version >= 2 ? ["The Night Garden"] : [], table.Viewings("tv1", _household, 10).Select(viewing => viewing.Title));
            Assert.Equal(version >= 2 ? [("tv1", 4L)] : [], table.HeldLeases());
            await table.TakeLeaseAsync("tv2", "node", Guid.NewGuid(), DateTimeOffset.UnixEpoch);
        }

        SchemaDump.Load("commands", SchemaDump.Versions("commands")[^1], _folder.File("dump.db"));
        Assert.Equal(SchemaDump.Shape(_folder.File("dump.db")), SchemaDump.Shape(File));
    }

    [Fact]
    public async Task A_file_of_a_newer_hub_is_refused_before_the_accounts_are_touched()
    {
        SchemaDump.Load("accounts", 1, _folder.File("accounts.db"));
        SchemaDump.Load("commands", SchemaDump.Versions("commands")[^1], File);
        SchemaDump.Execute(File, "PRAGMA user_version = 99");
        byte[][] before = [System.IO.File.ReadAllBytes(File), System.IO.File.ReadAllBytes(_folder.File("accounts.db"))];
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => RunningHub.StartAsync(folder: _folder.Path));
        Assert.Contains(File, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("version 99", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, [System.IO.File.ReadAllBytes(File), System.IO.File.ReadAllBytes(_folder.File("accounts.db"))]);
    }

    [Fact]
    public async Task Program_refuses_it_by_a_line_and_exit_code_2()
    {
        SchemaDump.Load("commands", 1, File);
        SchemaDump.Execute(File, "PRAGMA user_version = 99");
        var (exitCode, _, errors) = await HubProgram.RunAsync("--DataFolder", _folder.Path, "--urls", "http://127.0.0.1:0");
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"seeit-hub: {File} was written by a newer seeit-hub", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }
}
