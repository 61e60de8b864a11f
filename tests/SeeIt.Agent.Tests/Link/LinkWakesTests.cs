using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Link;
using SeeIt.Agent.Settings;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Link;

public sealed class LinkWakesTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeTimeProvider _awake = new();
    private readonly LinkWakes _wakes;

    public LinkWakesTests() => _wakes = new LinkWakes(_time, _awake);

    [Fact]
    public async Task Sleep_is_told_soon_after_it_and_once()
    {
        Pass(TimeSpan.FromMinutes(10));
        var next = _wakes.Next;
        Assert.False(next.IsCompleted);

        _time.Advance(TimeSpan.FromHours(1));
        Pass(LinkWakes.LookEvery);
        Assert.True(next.IsCompleted);
        Assert.Equal(LinkWake.Slept, await next);

        next = _wakes.Next;
        Pass(TimeSpan.FromMinutes(10));
        Assert.False(next.IsCompleted);
    }

    [Fact]
    public void Clocks_that_differ_by_a_little_are_no_sleep()
    {
        var next = _wakes.Next;
        for (var second = 0; second < 600; second++)
        {
            Pass(TimeSpan.FromSeconds(1));
            _time.Advance(TimeSpan.FromMicroseconds(50));
        }

        Assert.False(next.IsCompleted);
    }

    [Fact]
    public async Task Another_address_is_told()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may give the loopback interface another address.");
        var next = _wakes.Next;
        await IpAsync("add");
        try
        {
            Assert.Equal(LinkWake.NetworkChanged, await next.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        }
        finally
        {
            await IpAsync("del");
        }
    }

    [Fact]
    public void The_box_clock_runs_with_the_machine()
    {
        var clock = new BoxClock(TimeZoneInfo.Utc, start: null);
        var (before, beforeAwake) = (clock.GetTimestamp(), TimeProvider.System.GetTimestamp());
        SpinWait.SpinUntil(() => TimeProvider.System.GetElapsedTime(beforeAwake) > TimeSpan.FromMilliseconds(20));
        Assert.InRange(clock.GetElapsedTime(before), TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(20));
    }

    public void Dispose() => _wakes.Dispose();

    private static async Task IpAsync(string verb)
    {
        var (code, output) = await TestProcess.RunAsync("ip", ["address", verb, "127.77.0.1/32", "dev", "lo"]);
        Assert.True(code == 0, output);
    }

    private void Pass(TimeSpan time)
    {
        _time.Advance(time);
        _awake.Advance(time);
    }
}
