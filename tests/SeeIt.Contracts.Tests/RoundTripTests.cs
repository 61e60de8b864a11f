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

    /// <summary>As the first version of the protocol wrote it.</summary>
    [Fact]
    public void A_status_of_an_older_box_is_read_and_says_nothing_of_what_it_does_not_know()
    {
        var status = JsonSerializer.Deserialize(
            """
            {"bootId":"0b5c5a4e-3a4b-4b8e-9a53-8c9d9a2f9f10","sequence":3,"state":"Playing","positionMs":0,"takenAt":"2026-01-02T20:00:00+00:00",
             "volume":60,"muted":false,"playerRestarts":0,"problems":[],
             "media":{"health":"Flowing","source":"cable","canPause":true,"canSeek":false,"rate":1,"tracks":[]}}
            """,
            HubJson.Default.TvStatus)!;
        Assert.Equal((TvState.Playing, "cable", true), (status.State, status.Media?.Source, status.Media?.CanPause));
        Assert.Equal((null, null, null, null, null), (status.RequestedBy, status.FirstPictureAt, status.Session, status.Last, status.Allowed));
        Assert.Equal((null, null, null), (status.Media?.TuneMs, status.Media?.Live, status.Media?.Tuner));
        Assert.Equal((null, null), (status.Media?.Statistics, status.Output));
    }

    private static Catalog.Entry Find(string name) => Catalog.All.Single(entry => entry.ToString() == name);
}
