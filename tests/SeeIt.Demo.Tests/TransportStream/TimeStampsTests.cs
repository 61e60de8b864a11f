using CsCheck;
using SeeIt.Demo.TransportStream;

namespace SeeIt.Demo.Tests.TransportStream;

public sealed class TimeStampsTests
{
    [Fact]
    public void Every_clock_reference_survives_its_field() =>
        Gen.Long[0, TimeStamps.PcrWrap - 1].Sample(ticks =>
        {
            var field = new byte[6];
            TimeStamps.WritePcr(field, ticks);
            return TimeStamps.ReadPcr(field) == ticks;
        });

    [Fact]
    public void Every_presentation_time_survives_its_field() =>
        Gen.Select(Gen.Long[0, TimeStamps.PtsWrap - 1], Gen.Byte).Sample((ticks, lead) =>
        {
            byte[] field = [lead, 0, 0, 0, 0];
            TimeStamps.WritePts(field, ticks);
            return TimeStamps.ReadPts(field) == ticks && (field[0] & 0xF0) == (lead & 0xF0);
        });

    [Fact]
    public void Markers_are_set_as_the_standard_wants_them()
    {
        byte[] pts = [0x20, 0, 0, 0, 0];
        TimeStamps.WritePts(pts, 0);
        Assert.Equal([0x21, 0x00, 0x01, 0x00, 0x01], pts);

        var pcr = new byte[6];
        TimeStamps.WritePcr(pcr, 0);
        Assert.Equal([0, 0, 0, 0, 0x7E, 0], pcr);
    }

    [Fact]
    public void Times_wrap_at_33_bits()
    {
        var pts = new byte[5];
        TimeStamps.WritePts(pts, TimeStamps.PtsWrap + 5);
        Assert.Equal(5, TimeStamps.ReadPts(pts));

        var pcr = new byte[6];
        TimeStamps.WritePcr(pcr, TimeStamps.PcrWrap + 5);
        Assert.Equal(5, TimeStamps.ReadPcr(pcr));
    }
}
