using CsCheck;
using SeeIt.Relay.Tests.Support;

namespace SeeIt.Relay.Tests.SatIp;

public sealed class SignalReportTests
{
    [Theory]
    [InlineData("ver=1.0;src=1;tuner=1,240,1,7,12402,v,dvbs,,,,27500,34;pids=0,400", 94, true, 46)]
    [InlineData("vers=1.1;stream=1;tuner=1,0,0,0,474.00,8,dvbt,,,,,,,;pids=none", 0, false, 0)]
    public void Report_is_read_from_a_compound_packet(string text, int level, bool isLocked, int quality) =>
        Assert.Equal(new SignalReport(level, isLocked, quality), SignalReport.Parse(SatIpServer.Report(text)));

    [Theory]
    [InlineData("ver=1.0;src=1")]
    [InlineData("tuner=1,x,1,7")]
    [InlineData("tuner=1")]
    [InlineData("")]
    public void Other_text_is_no_report(string text) => Assert.Null(SignalReport.Parse(SatIpServer.Report(text)));

    [Fact]
    public void Damaged_packets_never_throw()
    {
        var report = SatIpServer.Report("ver=1.0;src=1;tuner=1,240,1,7,12402,v,dvbs,,,,27500,34;pids=0,400");
        Gen.Select(Gen.Int[0, report.Length - 1], Gen.Byte).Array[1, 8].Select(Gen.Int[0, report.Length]).Sample((changes, length) =>
        {
            var damaged = report.ToArray();
            foreach (var (at, value) in changes)
            {
                damaged[at] = value;
            }

            SignalReport.Parse(damaged.AsSpan(0, length));
        });
    }
}
