using SeeIt.Relay.Proxy;

namespace SeeIt.Relay.Tests.Proxy;

public sealed class RelayNamesTests
{
    private const string Secret = "https://tv.example/anna/secret/live.m3u8?token=1";

    private readonly RelayNames _names = new(7);

    public static TheoryData<string> Addresses =>
    [
        Secret, "http://tv.example/", "http://192.168.1.2:8080/a", "https://[fd00::1]:8443/a/b/c.ts", "http://tv.example/a/?folder=1",
        "http://tv.example/a%2Fb/c%20d.mp4", "http://tv.example/?u=a/b&p=c/d.ts", "http://tv.example/ä/ö.ts", "http://tv.example/a.b.c.d",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public void An_address_has_one_name_and_the_name_leads_back_to_it(string address)
    {
        var name = _names.Of(new Uri(address));
        Assert.Equal(name, _names.Of(new Uri(address)));
        Assert.True(RelayNames.TryParse(name, out var permit, out var parsed));
        Assert.Equal(7, permit);
        Assert.Equal(new Uri(address).AbsoluteUri, new Uri(_names.Open(parsed)!).AbsoluteUri);
    }

    [Fact]
    public void A_name_tells_nothing_but_the_extension()
    {
        var name = _names.Of(new Uri(Secret));
        Assert.Matches("^http://7\\.relay\\.invalid/[A-Za-z0-9_-]+/[A-Za-z0-9_-]+\\.m3u8$", name);
        Assert.DoesNotContain(".token", _names.Of(new Uri("https://tv.example/a.token1")), StringComparison.Ordinal);
        Assert.NotEqual(name, new RelayNames(7).Of(new Uri(Secret)));
    }

    [Theory]
    [InlineData("1.ts", "https://tv.example/anna/secret/1.ts")]
    [InlineData("hd/1.ts?part=2", "https://tv.example/anna/secret/hd/1.ts?part=2")]
    [InlineData("hd/../1.ts", "https://tv.example/anna/secret/1.ts")]
    [InlineData("./1.ts", "https://tv.example/anna/secret/1.ts")]
    public void What_is_relative_to_a_name_lies_in_its_folder(string relative, string address) =>
        Assert.Equal(address, _names.Open(new Uri(new Uri(_names.Of(new Uri(Secret))), relative)));

    [Theory]
    [InlineData("http://7.relay.invalid/")]
    [InlineData("http://7.relay.invalid/a")]
    [InlineData("http://7.relay.invalid/a/b")]
    [InlineData("http://7.relay.invalid/../../etc/passwd")]
    [InlineData("http://7.relay.invalid/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/1.ts")]
    public void What_was_not_named_leads_nowhere(string asked)
    {
        Assert.True(RelayNames.TryParse(asked, out _, out var name));
        Assert.Null(_names.Open(name));
    }

    [Fact]
    public void A_name_that_was_changed_or_is_another_permits_leads_nowhere()
    {
        var folder = new Uri(_names.OfFolder("https://tv.example/"));
        var path = folder.AbsolutePath.ToCharArray();
        for (var at = 1; at < path.Length - 1; at++)
        {
            var changed = (char[])[.. path];
            changed[at] = path[at] == 'A' ? 'B' : 'A';
            Assert.Null(_names.Open(new Uri(folder, new string(changed) + "1.ts")));
        }

        Assert.Null(new RelayNames(7).Open(new Uri(folder, "1.ts")));
    }

    /// <summary>Its file is read as a plain name then, which no server has.</summary>
    [Fact]
    public void A_file_does_not_lead_out_of_its_folder()
    {
        var file = new Uri(_names.Of(new Uri(Secret))).Segments[^1];
        Assert.Equal($"https://other.example/{file}", _names.Open(new Uri(new Uri(_names.OfFolder("https://other.example/")), file)));
    }
}
