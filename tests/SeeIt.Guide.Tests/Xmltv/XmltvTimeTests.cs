using System.Globalization;
using CsCheck;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Guide.Tests.Xmltv;

public sealed class XmltvTimeTests
{
    [Theory]
    [InlineData("20151202211530 +0000", "2015-12-02T21:15:30Z")]
    [InlineData("20151202211530", "2015-12-02T21:15:30Z")]
    [InlineData("20151202211530+0100", "2015-12-02T20:15:30Z")]
    [InlineData("20151202211530 -05:30", "2015-12-03T02:45:30Z")]
    [InlineData("200007281733 BST", "2000-07-28T16:33:00Z")]
    [InlineData("200007281733 est", "2000-07-28T22:33:00Z")]
    [InlineData("2015120221 +0200", "2015-12-02T19:00:00Z")]
    [InlineData("20020922", "2002-09-22T00:00:00Z")]
    [InlineData("200209", "2002-09-01T00:00:00Z")]
    [InlineData("2002", "2002-01-01T00:00:00Z")]
    [InlineData("20151202240000", "2015-12-03T00:00:00Z")]
    [InlineData(" 20151202211530 Z ", "2015-12-02T21:15:30Z")]
    [InlineData("20151202211530 CET", "2015-12-02T20:15:30Z")]
    [InlineData("20150702211530 CEST", "2015-07-02T19:15:30Z")]
    [InlineData("20151202211530 EST", "2015-12-03T02:15:30Z")]
    [InlineData("20151202211530 PDT", "2015-12-03T04:15:30Z")]
    [InlineData("20151202211530 AEST", "2015-12-02T11:15:30Z")]
    [InlineData("20151202211530 NST", "2015-12-03T00:45:30Z")]
    [InlineData("20151202211530 GMT", "2015-12-02T21:15:30Z")]
    [InlineData("20151202211530 UTC+02:00", "2015-12-02T19:15:30Z")]
    [InlineData("20151202211530 GMT-0330", "2015-12-03T00:45:30Z")]
    [InlineData("20151202211530 +05", "2015-12-02T16:15:30Z")]
    [InlineData("20151202211530 -0000", "2015-12-02T21:15:30Z")]
    [InlineData("20151202211530 +1", "2015-12-02T20:15:30Z")]
    [InlineData("20151202211530 +5:30", "2015-12-02T15:45:30Z")]
    [InlineData("20151202211530 UTC-330", "2015-12-03T00:45:30Z")]
    [InlineData("201512022115BST", "2015-12-02T20:15:00Z")]
    [InlineData("2026-11-27T20:15:00+01:00", "2026-11-27T19:15:00Z")]
    [InlineData("2026-11-27T20:15:00Z", "2026-11-27T20:15:00Z")]
    [InlineData("2026-11-27t20:15:00z", "2026-11-27T20:15:00Z")]
    [InlineData("2026-11-27T20:15:00.250-0500", "2026-11-28T01:15:00Z")]
    [InlineData("2026-11-27T20:15:00,5", "2026-11-27T20:15:00Z")]
    [InlineData("2026-11-27 20:15:30 CET", "2026-11-27T19:15:30Z")]
    [InlineData("2026-11-27T20:15 +05:30", "2026-11-27T14:45:00Z")]
    [InlineData("2026-11-27 +0100", "2026-11-26T23:00:00Z")]
    [InlineData("2026-11-27", "2026-11-27T00:00:00Z")]
    [InlineData("2026-11-27T24:00:00Z", "2026-11-28T00:00:00Z")]
    [InlineData("20261127T201500Z", "2026-11-27T20:15:00Z")]
    [InlineData("20261127T2015+0100", "2026-11-27T19:15:00Z")]
    [InlineData("2015-0100", "2015-01-01T01:00:00Z")]
    public void Every_form_is_read(string text, string utc)
    {
        Assert.True(XmltvTime.TryParse(text, out var seconds));
        Assert.Equal(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture), DateTimeOffset.FromUnixTimeSeconds(seconds));
    }

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("20151302")]
    [InlineData("20150230")]
    [InlineData("201512022")]
    [InlineData("20151202211530 XYZ")]
    [InlineData("20151202211530 +9900")]
    [InlineData("20151202211530 +")]
    [InlineData("20151202211530 +970")]
    [InlineData("20151202250000")]
    [InlineData("99991202000000")]
    [InlineData("20151202211530 IST")]
    [InlineData("20151202211530 Europe/Berlin")]
    [InlineData("2026-11-27T20:15:00 Mars")]
    [InlineData("2026-11-27T20:15:00+01:00[Europe/Paris]")]
    [InlineData("2026-11-27T")]
    [InlineData("2026-11-27T20:15:001")]
    [InlineData("2026-11-27T20:15:")]
    [InlineData("2026-13-27T20:15:00")]
    [InlineData("2026-1-27")]
    [InlineData("27-11-2026")]
    [InlineData("2026/11/27 20:15")]
    public void What_is_no_time_is_refused(string text) => Assert.False(XmltvTime.TryParse(text, out _));

    [Fact]
    public void Any_time_at_any_offset_is_read_back() => Gen.Select(
        Gen.DateTime[new DateTime(1950, 1, 1), new DateTime(2090, 1, 1)],
        Gen.Int[-14 * 60, 14 * 60]).Sample((local, minutes) =>
    {
        var time = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.FromMinutes(minutes));
        var text = time.ToString("yyyyMMddHHmmss ", CultureInfo.InvariantCulture) + (minutes < 0 ? "-" : "+")
            + TimeSpan.FromMinutes(Math.Abs(minutes)).ToString("hhmm", CultureInfo.InvariantCulture);

        Assert.True(XmltvTime.TryParse(text, out var seconds));
        Assert.Equal(time.ToUnixTimeSeconds(), seconds);
    });

    [Fact]
    public void Any_time_is_read_back_as_ISO_8601_writes_it() => Gen.Select(
        Gen.DateTime[new DateTime(1950, 1, 1), new DateTime(2090, 1, 1)],
        Gen.Int[-14 * 60, 14 * 60],
        AnyOf.Values("yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.fffffffK", "yyyyMMddTHHmmsszzz", "yyyy-MM-dd HH:mm:ss zzz")).Sample((local, minutes, format) =>
    {
        var time = new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), TimeSpan.FromMinutes(minutes));
        Assert.True(XmltvTime.TryParse(time.ToString(format, CultureInfo.InvariantCulture), out var seconds));
        Assert.Equal(time.ToUnixTimeSeconds(), seconds);
    });

    [Fact]
    public void Any_text_is_read_or_refused() => Gen.OneOf(Gen.String, Gen.String[Gen.OneOf(Gen.Char['0', '9'], AnyOf.Values(' ', '+', 'Z', '-', ':', 'T', '.')), 0, 72])
        .Sample(text => { _ = XmltvTime.TryParse(text, out _); });
}
