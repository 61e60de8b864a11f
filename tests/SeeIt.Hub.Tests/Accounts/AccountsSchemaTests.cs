using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Tests.Support;
using SeeIt.TestKit;
using SeeIt.TestKit.Schemas;

namespace SeeIt.Hub.Tests.Accounts;

/// <summary>accounts.db over the versions of the hub: what each one wrote is taken over by this one.</summary>
public sealed class AccountsSchemaTests : IDisposable
{
    private const string Email = "ada@example.org";
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Kept => SchemaDump.Theory("accounts");

    private string File => _folder.File("accounts.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_schema_that_is_changed_needs_a_migration_and_its_dump()
    {
        await using var hub = await RunningHub.StartAsync();
        using var database = new HubDatabase(new DbContextOptionsBuilder<HubDatabase>().UseSqlite($"Data Source={hub.Folder}/accounts.db").Options);
        var newest = database.Database.GetMigrations().Count();
        Assert.Equal(Enumerable.Range(1, newest), SchemaDump.Versions("accounts"));
        SchemaDump.Load("accounts", newest, File);
        Assert.Equal(SchemaDump.Shape(File), SchemaDump.Shape(Path.Combine(hub.Folder, "accounts.db")));
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public async Task What_each_version_wrote_is_taken_over(int version)
    {
        SchemaDump.Load("accounts", version, File);
        await using (var hub = await RunningHub.StartAsync(folder: _folder.Path))
        {
            await AssertIsAdasAsync(hub);
        }

        SqliteConnection.ClearAllPools();
        SchemaDump.Load("accounts", SchemaDump.Versions("accounts")[^1], _folder.File("dump.db"));
        Assert.Equal(SchemaDump.Shape(_folder.File("dump.db")), SchemaDump.Shape(File));
    }

    /// <summary>EF Core keeps a row for as long as it migrates, and waits for whoever has put one there.</summary>
    [Fact]
    public async Task A_hub_that_was_killed_while_it_migrated_is_no_reason_to_wait()
    {
        SchemaDump.Load("accounts", 1, File);
        SchemaDump.Execute(File, """CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL); INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00');""");
        await using var hub = await Support.Eventually.Within(RunningHub.StartAsync(folder: _folder.Path));
        await AssertIsAdasAsync(hub);
    }

    [Fact]
    public async Task A_file_of_a_newer_hub_is_refused_with_both_versions_and_neither_database_is_changed()
    {
        var newest = SchemaDump.Versions("accounts")[^1];
        SchemaDump.Load("accounts", newest, File);
        SchemaDump.Load("commands", 1, _folder.File("commands.db"));
        SchemaDump.Execute(File, "INSERT INTO __EFMigrationsHistory VALUES ('20991231000000_Later', '99.0.0')");
        byte[][] before = [System.IO.File.ReadAllBytes(File), System.IO.File.ReadAllBytes(_folder.File("commands.db"))];
        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => RunningHub.StartAsync(folder: _folder.Path));
        foreach (var part in new[] { File, $"version {newest + 1}", $"up to {newest}.", "Install the newer seeit-hub again.", "seeit-hub restore" })
        {
            Assert.Contains(part, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, [System.IO.File.ReadAllBytes(File), System.IO.File.ReadAllBytes(_folder.File("commands.db"))]);
    }

    private static async Task AssertIsAdasAsync(RunningHub hub)
    {
        using var phone = await hub.SignInAsync(Email);
        var tv = Assert.Single(await phone.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
        Assert.Equal("Living room", tv.Name);
        Assert.Equal("Ada", Assert.Single((await phone.HouseholdAsync()).Members).Name);
    }
}
