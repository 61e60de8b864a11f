using System.Text.Json;
using CsCheck;
using SeeIt.Contracts.Hub;

namespace SeeIt.Contracts.Tests;

public sealed class RoundTripTests
{
    public static TheoryData<string> Entries => [.. Catalog.All.Select(entry => entry.ToString())];

    public static TheoryData<string> Subtypes =>
        [.. Catalog.All.Where(entry => entry.Declared != entry.Actual).Select(entry => entry.ToString())];

    [Theory]
    [MemberData(nameof(Entries))]
    public void Every_message_survives_with_every_property_set(string name)
    {
        var entry = Find(name);
        Gen.Int.Sample(seed =>
        {
            var before = Specimen.Make(entry.Actual, new Random(seed));
            var after = JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(before, entry.Info), entry.Info);
            Specimen.AssertSame(before, after, entry.Declared.Name);
        });
    }

    [Theory]
    [MemberData(nameof(Subtypes))]
    public void A_subtype_is_told_wherever_its_name_stands_among_the_properties(string name)
    {
        var entry = Find(name);
        var before = Specimen.Make(entry.Actual, new Random(1));
        var properties = JsonSerializer.SerializeToElement(before, entry.Info).EnumerateObject().Reverse();
        var reversed = "{" + string.Join(',', properties.Select(property => property.ToString())) + "}";
        Specimen.AssertSame(before, JsonSerializer.Deserialize(reversed, entry.Info), entry.Declared.Name);
    }

    [Fact]
    public void Every_public_record_is_known_to_a_context()
    {
        var known = Catalog.All.Select(entry => entry.Actual).ToHashSet();
        var records = typeof(Post).Assembly.GetExportedTypes()
            .Where(type => type is { IsAbstract: false, IsClass: true } && type.GetMethod("<Clone>$") is not null);
        Assert.All(records, record => Assert.Contains(record, known));
    }

    [Fact]
    public void What_a_newer_version_adds_is_ignored()
    {
        var id = Guid.NewGuid();
        var welcome = JsonSerializer.Deserialize(
            $$"""{"protocol":1,"bootId":"{{id}}","hubVersion":"2.0.0","moon":{"phase":[1]} }""",
            HubJson.Default.Welcome);
        Assert.Equal(new Welcome(1, id, "2.0.0"), welcome);
    }

    private static Catalog.Entry Find(string name) => Catalog.All.Single(entry => entry.ToString() == name);
}
