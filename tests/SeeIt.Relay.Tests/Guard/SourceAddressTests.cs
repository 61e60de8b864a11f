namespace SeeIt.Relay.Tests.Guard;

public sealed class SourceAddressTests
{
    [Theory]
    [InlineData("file:///etc/passwd", "'file:'")]
    [InlineData("/etc/passwd", "not an absolute address")]
    [InlineData("ftp://example.com/a", "'ftp:'")]
    [InlineData("http/dump://example.com/", "'http/dump:'")]
    [InlineData("avio://file:/etc/passwd", "'avio:'")]
    [InlineData("javascript:alert(1)", "'javascript:'")]
    [InlineData("\\\\server\\share", "not an absolute address")]
    [InlineData("http:", "not an absolute address")]
    [InlineData("https://user:secret@example.com/", "user name")]
    [InlineData("satip://user:secret@tv.lan/?src=1", "user name")]
    [InlineData("udp://secret@239.1.1.1:1234", "user name")]
    [InlineData("rtmp://example.com/a", "'rtmp:'")]
    [InlineData("udp/dump://239.1.1.1:1234", "'udp/dump:'")]
    [InlineData("live.ts", "not an absolute address")]
    [InlineData("", "not an absolute address")]
    public void Refused_by_name(string text, string named)
    {
        Assert.Null(SourceAddress.Parse(text, SourceTrust.Lineup, out var failure));
        Assert.Equal(RelayFailureKind.Forbidden, failure!.Kind);
        Assert.Contains(named, failure.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Longer_than_2048_is_refused()
    {
        Assert.NotNull(SourceAddress.Parse("https://example.com/".PadRight(2048, 'a'), SourceTrust.Post, out _));
        Assert.Null(SourceAddress.Parse("https://example.com/".PadRight(2049, 'a'), SourceTrust.Post, out var failure));
        Assert.Contains("2048", failure!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_http_is_for_the_lineup_only()
    {
        Assert.NotNull(SourceAddress.Parse("http://tv.lan/auto/v1", SourceTrust.Lineup, out _));
        Assert.Null(SourceAddress.Parse("http://example.com/", SourceTrust.Post, out var failure));
        Assert.Contains("https only", failure!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("udp://@:1234", "udp://@0.0.0.0:1234/")]
    [InlineData("rtp://:5004", "rtp://@0.0.0.0:5004/")]
    [InlineData("udp://10.0.0.1@232.1.1.1:1234", "udp://10.0.0.1@232.1.1.1:1234/")]
    [InlineData("dvb-c://frequency=1:modulation=QAM256", "dvb-c:///frequency=1:modulation=QAM256")]
    [InlineData("satip://tv.lan/?src=1&freq=2", "satip://tv.lan/?src=1&freq=2")]
    public void Lineup_may_name_them_as_players_write_them(string text, string address) =>
        Assert.Equal(address, SourceAddress.Parse(text, SourceTrust.Lineup, out _)!.AbsoluteUri);
}
