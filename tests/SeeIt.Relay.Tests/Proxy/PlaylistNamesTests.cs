using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Relay.Proxy;

namespace SeeIt.Relay.Tests.Proxy;

/// <summary>What stands in a playlist, by what name it comes to the player.</summary>
public sealed class PlaylistNamesTests : IAsyncDisposable
{
    private static readonly Uri From = new("https://tv.example/anna/secret/live.mpd?token=1");

    private readonly ForwardProxy _proxy = new(new RelayOptions(), TimeProvider.System, NullLogger<ForwardProxy>.Instance);
    private readonly ProxyPermit _permit;

    public PlaylistNamesTests() => _permit = _proxy.Permit(new RelaySource(From, [], SourceTrust.Lineup));

    public ValueTask DisposeAsync()
    {
        _permit.Dispose();
        return _proxy.DisposeAsync();
    }

    [Theory]
    [InlineData("1.ts", "https://tv.example/anna/secret/1.ts")]
    [InlineData("../hd/1.ts?token=2", "https://tv.example/anna/hd/1.ts?token=2")]
    [InlineData("/1.ts", "https://tv.example/1.ts")]
    [InlineData("//cdn.example/1.ts", "https://cdn.example/1.ts")]
    [InlineData("http://cdn.example:8080/1.ts", "http://cdn.example:8080/1.ts")]
    [InlineData("?part=1", "https://tv.example/anna/secret/live.mpd?part=1")]
    [InlineData("at-20:15:00.ts", "https://tv.example/anna/secret/at-20:15:00.ts")]
    [InlineData("  1.ts \t", "https://tv.example/anna/secret/1.ts")]
    [InlineData("a b.ts", "https://tv.example/anna/secret/a%20b.ts")]
    public void Every_address_of_an_HLS_playlist_is_named(string address, string true_)
    {
        var name = _permit.Name(new Uri(true_));
        Assert.Equal(["#EXTM3U", "#EXTINF:2,", name], Lines($"\uFEFF#EXTM3U\r\n#EXTINF:2,\r\n{address}\r\n"));
        Assert.Equal([$"#EXT-X-MAP:URI=\"{name}\",BYTERANGE=\"9@0\""], Lines($"#EXT-X-MAP:URI=\"{address}\",BYTERANGE=\"9@0\"\n"));
        Assert.Equal([$"#EXT-X-KEY:METHOD=AES-128,URI=\"{name}\""], Lines($"#EXT-X-KEY:METHOD=AES-128,URI=\"{address}\"\n"));
        Assert.Null(_permit.LastFailure);
    }

    [Theory]
    [InlineData("#EXT-X-KEY:METHOD=SAMPLE-AES,URI=\"skd://key\"")]
    [InlineData("#EXT-X-KEY:METHOD=AES-128,URI=\"data:text/plain;base64,AAAA\"")]
    [InlineData("#EXTINF:2,a title, with a comma")]
    [InlineData("<BaseURL>urn:example</BaseURL>")]
    public void What_names_nothing_to_fetch_stays(string text)
    {
        Assert.Equal(text, new PlaylistNames(_proxy, _permit, From).Write(text, isDash: text[0] == '<'));
        Assert.Null(_permit.LastFailure);
    }

    [Theory]
    [InlineData("<BaseURL>video/</BaseURL>", "<BaseURL>video/</BaseURL>")]
    [InlineData("<SegmentTemplate media=\"$RepresentationID$/$Number%05d$.m4s\"/>", "<SegmentTemplate media=\"$RepresentationID$/$Number%05d$.m4s\"/>")]
    [InlineData("<AdaptationSet bitstreamSwitching=\"true\"/>", "<AdaptationSet bitstreamSwitching=\"true\"/>")]
    [InlineData("<BaseURL>https://cdn.example/a/</BaseURL>", "<BaseURL>[https://cdn.example/a/]</BaseURL>")]
    [InlineData("<BaseURL serviceLocation=\"a\"> https://cdn.example/a.mp4?b=1&amp;c=2 </BaseURL>", "<BaseURL serviceLocation=\"a\"> [https://cdn.example/a.mp4?b=1&c=2]</BaseURL>")]
    [InlineData("<BaseURL>../video/</BaseURL>", "<BaseURL>[https://tv.example/anna/video/]</BaseURL>")]
    [InlineData("<SegmentTemplate media='../$Number$.m4s'/>", "<SegmentTemplate media='[https://tv.example/anna/]$Number$.m4s'/>")]
    [InlineData("<BaseURL>video/</BaseURL><SegmentTemplate media='../$Number$.m4s'/>", "<BaseURL>video/</BaseURL><SegmentTemplate media='../$Number$.m4s'/>")]
    [InlineData("<SegmentTemplate media=\"/v/$RepresentationID$/$Time$.m4s?a=1&amp;b=2\"/>", "<SegmentTemplate media=\"[https://tv.example/v/]$RepresentationID$/$Time$.m4s?a=1&amp;b=2\"/>")]
    [InlineData("<SegmentTemplate media=\"https://cdn.example/a?b=c/d&amp;n=$Number$\"/>", "<SegmentTemplate media=\"[https://cdn.example/]a?b=c/d&amp;n=$Number$\"/>")]
    [InlineData("<SegmentURL media=\"//cdn.example/1.m4s\"/>", "<SegmentURL media=\"[https://cdn.example/1.m4s]\"/>")]
    [InlineData("<Location>https://tv.example/b.mpd</Location>", "<Location>[https://tv.example/b.mpd]</Location>")]
    public void An_MPD_has_names_for_all_that_its_folder_does_not_hold(string mpd, string named)
    {
        var expected = System.Text.RegularExpressions.Regex.Replace(named, "\\[(.*?)\\]", match => _permit.Name(new Uri(match.Groups[1].Value)));
        Assert.Equal(expected, new PlaylistNames(_proxy, _permit, From).Write(mpd, isDash: true));
        Assert.Null(_permit.LastFailure);
    }

    private string[] Lines(string text) => new PlaylistNames(_proxy, _permit, From).Write(text, isDash: false)
        .TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r')).Select(line => line.TrimStart()).ToArray();
}
