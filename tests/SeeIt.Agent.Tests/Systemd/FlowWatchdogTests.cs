using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Systemd;
using SeeIt.Contracts.Systemd;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Systemd;

/// <summary>By a clock of the test's own; systemd's end is a real socket.</summary>
public sealed class FlowWatchdogTests : IAsyncLifetime
{
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(15);

    private readonly NoticeSocket _systemd = new();
    private readonly FakeTimeProvider _time = new();
    private readonly TaskCompletionSource _work = new();
    private readonly ServiceNotice _notice;
    private readonly FlowWatchdog _watchdog;

    public FlowWatchdogTests()
    {
        var environment = _systemd.Environment(2 * Half);
        _notice = ServiceNotice.From(environment.GetValueOrDefault, process: 1);
        _watchdog = new FlowWatchdog(_notice, _time, NullLogger<FlowWatchdog>.Instance);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _notice.Dispose();
        await _systemd.DisposeAsync();
    }

    [Fact]
    public async Task A_loop_that_waits_for_a_command_is_well_for_as_long_as_it_takes()
    {
        var waiting = _watchdog.WaitAsync(_work.Task);
        await PingsAsync(1);
        for (var ping = 2; ping <= 20; ping++)
        {
            _time.Advance(Half);
            await PingsAsync(ping);
        }

        _work.SetResult();
        await waiting;
    }

    [Fact]
    public async Task A_command_in_hand_is_progress_until_it_is_overdue()
    {
        var running = _watchdog.RunAsync(_work.Task);
        await PingsAsync(1);
        var most = (int)(FlowWatchdog.CommandLimit / Half);
        for (var ping = 2; ping <= most; ping++)
        {
            _time.Advance(Half);
            await PingsAsync(ping);
        }

        for (var late = 0; late < 10; late++)
        {
            _time.Advance(Half);
        }

        // A ping of its own comes after all that was sent before.
        _notice.Status("asked");
        await Eventually.TrueAsync(() => _systemd.Told[^1] == "STATUS=asked", "the notice");
        Assert.Equal(most, _systemd.Pings);
        Assert.False(running.IsCompleted);

        // Late is not never: the loop goes on, and is well again.
        _work.SetResult();
        await running;
        var waiting = _watchdog.WaitAsync(new TaskCompletionSource().Task);
        await PingsAsync(most + 1);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task Each_command_has_the_whole_time()
    {
        for (var command = 0; command < 10; command++)
        {
            var work = new TaskCompletionSource();
            var running = _watchdog.RunAsync(work.Task);
            await PingsAsync((2 * command) + 1);
            _time.Advance(Half);
            await PingsAsync((2 * command) + 2);
            work.SetResult();
            await running;
        }
    }

    [Fact]
    public async Task What_broke_is_the_loops_to_hear()
    {
        var running = _watchdog.RunAsync(_work.Task);
        _work.SetException(new InvalidOperationException("broken"));
        Assert.Equal("broken", (await Assert.ThrowsAsync<InvalidOperationException>(() => running)).Message);
    }

    [Fact]
    public async Task Without_a_watchdog_there_is_no_timer()
    {
        var watchdog = new FlowWatchdog(ServiceNotice.From(_ => null, 1), new NoTimers(), NullLogger<FlowWatchdog>.Instance);
        var waiting = watchdog.WaitAsync(_work.Task);
        _work.SetResult();
        await waiting;
    }

    private Task PingsAsync(int count) => Eventually.TrueAsync(() => _systemd.Pings == count, $"ping {count}");

    private sealed class NoTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            throw new InvalidOperationException("A timer was made.");
    }
}
