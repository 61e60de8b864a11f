using SeeIt.Hub.Posts;

namespace SeeIt.Hub.Tests.Posts;

public sealed class PostRulesTests
{
    [Theory]
    [InlineData("https://x.com/ada/status/1", "https://x.com/ada/status/1")]
    [InlineData("Look: https://x.com/ada/status/1.", "https://x.com/ada/status/1")]
    [InlineData("(see https://x.com/ada/status/1)", "https://x.com/ada/status/1")]
    [InlineData("https://en.wikipedia.org/wiki/Dallas_(TV_series)!", "https://en.wikipedia.org/wiki/Dallas_(TV_series)")]
    [InlineData("<https://a.example/1> and \"HTTPS://b.example/2\"", "HTTPS://b.example/2")]
    [InlineData("見て！https://x.com/ada/status/1を見て", "https://x.com/ada/status/1")]
    [InlineData("https://de.wikipedia.org/wiki/Tür", "https://de.wikipedia.org/wiki/Tür")]
    [InlineData("http:// is no link, nor is ftp://a.example/, nor a.example", null)]
    [InlineData("", null)]
    public void Last_link_of_a_text_is_found_without_the_sentence_around_it(string text, string? link) =>
        Assert.Equal(link, PostRules.LinkIn(text));

    [Theory]
    [InlineData(" https://a.example/1\n", "", "https://a.example/1")]
    [InlineData("Look\r\nhttps://a.example/1", "Look\nhttps://a.example/1", "https://a.example/1")]
    [InlineData(null, "", null)]
    public void Text_that_is_nothing_but_a_link_is_the_link(string? pasted, string text, string? link) =>
        Assert.Equal((text, link), (PostRules.FromText(pasted).Text, PostRules.FromText(pasted).Link));
}
