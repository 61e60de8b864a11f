using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Microsoft.Extensions.Configuration;
using SeeIt.Agent.Settings;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Settings;

/// <summary>appsettings.schema.json says the same as the reader does.</summary>
public sealed class SchemaTests
{
    private static readonly JsonDocumentOptions Comments = new() { CommentHandling = JsonCommentHandling.Skip };
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(Repository.Path("appsettings.schema.json")))!.AsObject();

    [Fact]
    public void It_has_each_setting_of_the_readers_and_no_other()
    {
        var read = Read().InForce.Select(setting => setting.Name).Order(StringComparer.Ordinal);
        Assert.Equal(read, Settings(Schema).Select(pair => pair.Key).Where(name => name is not ("$schema" or "Logging")).Order(StringComparer.Ordinal));
        Assert.All(Settings(Schema), pair => Assert.NotEmpty((string)pair.Value["description"]!));
    }

    [Fact]
    public void Its_defaults_are_the_readers()
    {
        var read = Read().InForce.ToDictionary(setting => setting.Name, setting => setting.Value ?? "");
        foreach (var (name, setting) in Settings(Schema).Where(pair => pair.Value["default"] is JsonValue))
        {
            Assert.Equal($"{setting["default"]}", read[name], ignoreCase: true);
        }
    }

    [Fact]
    public void Its_ranges_and_words_are_the_readers()
    {
        foreach (var (name, setting) in Settings(Schema))
        {
            if (setting["minimum"] is { } least && setting["maximum"] is { } most)
            {
                Assert.Empty(Read((name, $"{least}")).Errors);
                Assert.Empty(Read((name, $"{most}")).Errors);
                Assert.Single(Read((name, $"{(int)least - 1}")).Errors);
                Assert.Single(Read((name, $"{(int)most + 1}")).Errors);
            }

            foreach (var word in setting["enum"]?.AsArray() ?? [])
            {
                Assert.Empty(Read((name, (string)word!)).Errors);
            }
        }
    }

    [Fact]
    public void The_default_file_is_valid_and_accepted()
    {
        var file = Repository.Path("appsettings.json");
        Assert.True(IsValid(File.ReadAllText(file)));
        Assert.Empty(SettingsLoader.Read(new ConfigurationBuilder().AddJsonFile(file).Build()).Errors);
    }

    [Theory]
    [InlineData("""{ "Nmae": "Kitchen" }""")]
    [InlineData("""{ "Player": { "CachingMs": 10001 } }""")]
    [InlineData("""{ "Player": { "Deinterlacing": "Sometimes" } }""")]
    [InlineData("""{ "Lineup": "list.m3u" }""")]
    [InlineData("""{ "Player": { "Socket": "/run/p.sock" } }""")]
    [InlineData("""{ "Player": { "Socket": "/run/p.sock", "ProxyPort": 7346, "Path": "/p" } }""")]
    public void What_is_wrong_is_not_valid(string text) => Assert.False(IsValid(text));

    private static bool IsValid(string text)
    {
        using var document = JsonDocument.Parse(text, Comments);
        return JsonSchema.FromText(Schema.ToJsonString()).Evaluate(document.RootElement).IsValid;
    }

    private static IEnumerable<KeyValuePair<string, JsonObject>> Settings(JsonObject section, string prefix = "") =>
        section["properties"]!.AsObject().SelectMany(pair => pair.Value!["properties"] is null
            ? [new($"{prefix}{pair.Key}", pair.Value.AsObject())]
            : Settings(pair.Value.AsObject(), $"{prefix}{pair.Key}:"));

    private static SettingsResult Read(params (string Key, string Value)[] settings) => SettingsLoader.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build());
}
