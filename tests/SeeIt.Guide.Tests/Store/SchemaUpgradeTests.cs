using Microsoft.Data.Sqlite;
using SeeIt.Guide.Store;
using SeeIt.TestKit;
using SeeIt.TestKit.Schemas;

namespace SeeIt.Guide.Tests.Store;

public sealed class SchemaUpgradeTests : IDisposable
{
    private const string First = "CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (1), (2), (3);";
    private const string ToSecond = "ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 0; UPDATE a SET y = x * 10; CREATE TABLE b (z INTEGER);";
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("some.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Steps_are_taken_from_the_version_that_is_found_and_once()
    {
        SchemaDump.Execute(File, First + "PRAGMA user_version = 1");
        Assert.Equal(1, Apply(ToSecond, "INSERT INTO b VALUES (5);"));
        Assert.Equal(3, Apply(ToSecond, "INSERT INTO b VALUES (5);"));
        Assert.Equal(60L, SchemaDump.Execute(File, "SELECT sum(y) FROM a"));
        Assert.Equal(1L, SchemaDump.Execute(File, "SELECT count(*) FROM b"));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_old_version_whole()
    {
        SchemaDump.Execute(File, First + "PRAGMA user_version = 1");
        Assert.Throws<SqliteException>(() => Apply(ToSecond, "INSERT INTO nowhere VALUES (5);"));
        AssertIsFirst(File);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public void A_kill_in_the_midst_leaves_the_old_version_and_the_next_start_goes_on(string journal)
    {
        SchemaDump.Execute(File, $"PRAGMA journal_mode = {journal}; {First} PRAGMA user_version = 1");
        var killed = _folder.File("killed.db");

        // What the system has of the files when a process is killed in the last step, with its pages written out.
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            connection.CreateFunction("kill", () =>
            {
                foreach (var path in Directory.GetFiles(_folder.Path, "some.db*").Where(path => !path.EndsWith("-shm", StringComparison.Ordinal)))
                {
                    System.IO.File.Copy(path, killed + path[File.Length..]);
                }

                return 0;
            });
            using (var spill = connection.CreateCommand())
            {
                spill.CommandText = "PRAGMA cache_spill = 1; PRAGMA cache_size = 1;";
                spill.ExecuteNonQuery();
            }

            const string Much = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) INSERT INTO b SELECT i FROM n;";
            SchemaUpgrade.Apply(connection, "seeit-test", "", [ToSecond + Much, "SELECT kill();"], "");
        }

        Assert.True(new FileInfo(killed).Length + Directory.GetFiles(_folder.Path, "killed.db-*").Sum(path => new FileInfo(path).Length) > 100_000, "Nothing was written by then.");
        AssertIsFirst(killed);
        using var again = new SqliteConnection($"Data Source={killed};Pooling=False");
        again.Open();
        SchemaUpgrade.Apply(again, "seeit-test", "", [ToSecond], "");
        Assert.Equal(60L, SchemaDump.Execute(killed, "SELECT sum(y) FROM a"));
    }

    private static void AssertIsFirst(string file)
    {
        Assert.Equal(1L, SchemaDump.Execute(file, "PRAGMA user_version"));
        Assert.Equal("CREATE TABLE a (x INTEGER)", SchemaDump.Execute(file, "SELECT group_concat(sql) FROM sqlite_master"));
        Assert.Equal(6L, SchemaDump.Execute(file, "SELECT sum(x) FROM a"));
    }

    private long Apply(params string[] steps)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return SchemaUpgrade.Apply(connection, "seeit-test", "", steps, "Or nothing.");
    }
}
