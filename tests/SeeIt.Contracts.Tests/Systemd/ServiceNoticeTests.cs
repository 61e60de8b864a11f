using SeeIt.Contracts.Systemd;
using SeeIt.TestKit;

namespace SeeIt.Contracts.Tests.Systemd;

public sealed class ServiceNoticeTests : IAsyncLifetime
{
    private const int Process = 41;
    private readonly NoticeSocket _systemd = new();
    private readonly Dictionary<string, string> _variables = [];

    public ValueTask InitializeAsync()
    {
        _variables["NOTIFY_SOCKET"] = _systemd.Path;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _systemd.DisposeAsync();

    [Fact]
    public async Task Each_notice_is_a_datagram_of_its_own()
    {
        using var notice = Make();
        notice.Ready();
        notice.Status("Playing.");
        notice.Ping();
        await Eventually.TrueAsync(() => _systemd.Told.Count == 3, "three notices");
        Assert.Equal(["READY=1", "STATUS=Playing.", "WATCHDOG=1"], _systemd.Told);
    }

    [Theory]
    [InlineData("30000000", null, 30)]
    [InlineData("30000000", "41", 30)]
    [InlineData("30000000", "42", null)]
    [InlineData("0", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, "41", null)]
    public void The_watchdog_is_the_one_that_waits_for_this_process(string? microseconds, string? process, int? seconds)
    {
        if (microseconds is not null)
        {
            _variables["WATCHDOG_USEC"] = microseconds;
        }

        if (process is not null)
        {
            _variables["WATCHDOG_PID"] = process;
        }

        using var notice = Make();
        Assert.Equal(seconds is { } wanted ? TimeSpan.FromSeconds(wanted) : null, notice.Watchdog);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@")]
    [InlineData("vsock:2:1234")]
    [InlineData("/no/such/folder/notify")]
    public void Where_nobody_listens_nothing_happens(string? address)
    {
        _variables.Clear();
        _variables["WATCHDOG_USEC"] = "1000000";
        if (address is not null)
        {
            _variables["NOTIFY_SOCKET"] = address;
        }

        using var notice = Make();
        notice.Ready();
        Assert.False(notice.IsHeard);
        Assert.Null(notice.Watchdog);
    }

    private ServiceNotice Make() => ServiceNotice.From(_variables.GetValueOrDefault, Process);
}
