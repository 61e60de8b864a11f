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
}
