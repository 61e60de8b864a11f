using SeeIt.Guide.Store;

namespace SeeIt.Guide.Tests.Store;

/// <summary>A generation never changes: whoever has it open keeps it while a newer one takes its name.</summary>
public sealed class GenerationTests : IDisposable
{
    private readonly TestGuide _home = new TestGuide("2026-03-03 20:00").WithGuide(Programmes("First"));

    private string File => Path.Combine(_home.Folder, "guide.db");

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Open_reader_keeps_its_generation_while_newer_ones_are_imported()
    {
        using var reader = Generation.Open(File);
        var bytes = System.IO.File.OpenRead(File);
        using (bytes)
        {
            var before = System.Security.Cryptography.SHA256.HashData(bytes);

            _home.WithGuide(Programmes("Second"));
            _home.WithGuide(Programmes("Third"));

            Assert.Equal("First", On(reader));
            Assert.Equal("Third", _home.Guide.On("a", _home.Now)?.Title);
            using var newest = Generation.Open(File);
            Assert.Equal("Third", On(newest));
            bytes.Position = 0;
            Assert.Equal(before, System.Security.Cryptography.SHA256.HashData(bytes));
        }
    }

    [Fact]
    public void Query_that_is_under_way_ends_in_the_generation_in_which_it_began()
    {
        using var reader = Generation.Open(File);
        var titles = reader.Query(connection =>
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT title FROM programme ORDER BY id";
            using var rows = command.ExecuteReader();
            List<string> read = [];
            while (rows.Read())
            {
                read.Add(rows.GetString(0));
                if (read.Count == 1)
                {
                    _home.WithGuide(Programmes("Second"));
                }
            }

            return read;
        });

        Assert.Equal(Enumerable.Repeat("First", Count), titles);
        Assert.Equal("Second", _home.Guide.On("a", _home.Now)?.Title);
    }

    /// <summary>More than SQLite reads at once.</summary>
    private const int Count = 2_000;

    private static IEnumerable<(string, int, int, string)> Programmes(string title) => Enumerable.Range(0, Count).Select(hour => ("a", 60 * hour, 60, title));

    private string? On(Generation generation) => generation.Query(connection => GuideQueries.On(connection, "a", _home.Now.ToUnixTimeSeconds()))?.Title;
}
