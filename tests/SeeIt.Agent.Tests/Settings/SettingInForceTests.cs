using Microsoft.Extensions.Configuration;
using SeeIt.Agent.Settings;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Settings;

/// <summary>What <c>config show</c> tells: which value counts, and where it was written.</summary>
public sealed class SettingInForceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_last_place_that_has_it_is_told()
    {
        var file = _folder.File("10-mine.json");
        File.WriteAllText(file, """{ "Name": "Kitchen", "Model": "Box", "Lineup": [ "/a.m3u", "/b.m3u" ], "Tuners": { "192.168.1.20": 2 } }""");
        var read = SettingsLoader.Read(new ConfigurationBuilder()
            .AddJsonFile(file)
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Name"] = "Hall" })
            .Build());
        var found = read.InForce.ToDictionary(setting => setting.Name, setting => (setting.Value, setting.Origin));
        Assert.Equal(("Hall", "command line"), found["Name"]);
        Assert.Equal(("Box", file), found["Model"]);
        Assert.Equal(("/a.m3u, /b.m3u", file), found["Lineup"]);
        Assert.Equal(("192.168.1.20=2", file), found["Tuners"]);
        Assert.Equal(("300", "default"), found["Player:CachingMs"]);
        Assert.Equal((null, "default"), found["Hub"]);
    }
}
