using System.Text;

namespace SeeIt.Discovery.Tests;

public sealed class ServiceAnnouncementTests
{
    [Fact]
    public void Empty_text_is_one_zero_byte() => Assert.Equal([0], ServiceText.Encode([]));

    [Fact]
    public void Text_has_lengths_before_its_strings() =>
        Assert.Equal([4, (byte)'i', (byte)'d', (byte)'=', (byte)'x', 2, (byte)'v', (byte)'='], ServiceText.Encode([new("id", "x"), new("v", "")]));

    [Fact]
    public void Text_out_of_range_is_refused_by_name()
    {
        Assert.Contains("'a=b'", Refused(("a=b", "")).Message, StringComparison.Ordinal);
        Assert.Contains("twice", Refused(("id", "1"), ("ID", "2")).Message, StringComparison.Ordinal);
        Assert.Contains("255", Refused(("id", new string('x', 253))).Message, StringComparison.Ordinal);
        Assert.Contains("400", Refused(("a", new string('x', 200)), ("b", new string('x', 200))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ServiceAnnouncement("", "seeit-1", 1, []));
        Assert.Throws<ArgumentException>(() => new ServiceAnnouncement(new string('é', 32), "seeit-1", 1, []));
        Assert.Throws<ArgumentException>(() => new ServiceAnnouncement("TV", "see it", 1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceAnnouncement("TV", "seeit-1", 0, []));
    }

    [Fact]
    public void Numbered_name_fits_and_keeps_whole_characters()
    {
        Assert.Equal("TV", ServiceNames.Numbered("TV", 1));
        Assert.Equal("TV (2)", ServiceNames.Numbered("TV", 2));
        var numbered = ServiceNames.Numbered(new string('é', 31), 12);
        Assert.Equal(new string('é', 29) + " (12)", numbered);
        Assert.InRange(Encoding.UTF8.GetByteCount(numbered), 60, 63);
    }

    private static ArgumentException Refused(params (string Key, string Value)[] text) =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceAnnouncement("TV", "seeit-1", 1, [.. text.Select(item => KeyValuePair.Create(item.Key, item.Value))]));
}
