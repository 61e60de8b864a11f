using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace SeeIt.EndToEnd.Tests;

/// <summary><c>seeit-agent doctor</c> as an owner runs it, beside a service that runs and without one.</summary>
public sealed class DoctorTests : IAsyncLifetime
{
    private const string Secret = "hunter2secret";
    private FaultySource _source = null!;
    private LoneBox _box = null!;

    public async ValueTask InitializeAsync()
    {
        _source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        _box = await LoneBox.StartAsync([("garden", _source.Address), ("gone", new Uri("http://127.0.0.1:9/"))]);
    }

    public async ValueTask DisposeAsync()
    {
        await _box.DisposeAsync();
        await _source.DisposeAsync();
    }

    [Fact]
    public async Task It_tells_well_from_ill_and_what_to_do()
    {
        await Eventually.TrueAsync(async () => await FindAsync("player", "The player runs.") is not null, "that the player runs");
        Assert.NotNull(await FindAsync("service", "It runs, version"));
        Assert.NotNull(await FindAsync("sources", $"127.0.0.1:{_source.Address.Port} (1 channel, such as garden) takes connections."));
        var gone = await FindAsync("sources", "127.0.0.1:9 (1 channel, such as gone) takes no connections");
        Assert.Equal("Problem", gone!.Value.GetProperty("verdict").GetString());
        Assert.NotEmpty(gone.Value.GetProperty("advice").GetString()!);
    }

    [Fact]
    public async Task It_works_while_the_service_is_down_and_says_so()
    {
        _box.Agent.Kill();
        await _box.Agent.WaitForExitAsync();
        var service = await FindAsync("service", "The service does not run.");
        Assert.Equal("Problem", service!.Value.GetProperty("verdict").GetString());
        Assert.NotNull(await FindAsync("guide", "The household has 2 channels."));
    }

    [Fact]
    public async Task Its_archive_holds_what_helps_and_no_secret()
    {
        var file = Path.Combine(_box.Folder, "help.tar.gz");
        await _box.RunAgentAsync("doctor", "--bundle", file, "--set", $"Lineup:1=http://anna:{Secret}@127.0.0.1:9/list.m3u?token=T0ken{Secret}");
        var texts = new Dictionary<string, string>();
        await using (var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress))
        {
            await using var tar = new TarReader(packed);
            while (await tar.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
            {
                using var reader = new StreamReader(entry.DataStream ?? Stream.Null);
                texts[entry.Name] = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(["doctor.json", "logs.txt", "settings.txt", "status.json", "versions.txt"], texts.Keys.Select(name => Path.GetFileName(name)).Order());
        Assert.Contains("http://…@127.0.0.1:9/…", texts["seeit/settings.txt"], StringComparison.Ordinal);
        var identity = await File.ReadAllTextAsync(Path.Combine(_box.StateFolder, "identity.json"), TestContext.Current.CancellationToken);
        var key = JsonDocument.Parse(identity).RootElement.GetProperty("key").GetString()!.Split('\n')[1];
        Assert.All(texts.Values, text =>
        {
            Assert.DoesNotContain(Secret, text, StringComparison.Ordinal);
            Assert.DoesNotContain("anna", text, StringComparison.Ordinal);
            Assert.DoesNotContain(key, text, StringComparison.Ordinal);
        });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    /// <summary>The first finding of a check that begins so; null when there is none.</summary>
    private async Task<JsonElement?> FindAsync(string check, string words)
    {
        var (_, output) = await _box.RunAgentAsync("doctor", "--json");
        foreach (var finding in JsonDocument.Parse(output).RootElement.GetProperty("findings").EnumerateArray())
        {
            if (finding.GetProperty("check").GetString() == check && finding.GetProperty("text").GetString()!.StartsWith(words, StringComparison.Ordinal))
            {
                return finding;
            }
        }

        return null;
    }
}
