using SeeIt.Contracts.Systemd;

namespace SeeIt.Agent.Systemd;

/// <summary>
/// systemd's watchdog (WatchdogSec=), fed by the flow's loop and by nothing else. The loop makes progress while it waits for
/// the next command, and while the command in hand is younger than <see cref="CommandLimit"/>: what it waits for then is
/// bounded step by step. A call of the player takes 9 s at most and ending a show a few of them; a show that is tuned, or
/// watched over, runs beside the loop; the link only puts commands in. So neither a slow source, nor a hub that is dead, nor
/// a player that hangs makes the loop late. A lock that is never released, a task that never ends, a thread pool without a
/// free thread do: then nothing is told, and systemd starts the agent again. For one loop at a time.
/// </summary>
public sealed partial class FlowWatchdog(ServiceNotice notice, TimeProvider time, ILogger<FlowWatchdog> log)
{
    /// <summary>More than the bounds of all steps of a command together.</summary>
    public static readonly TimeSpan CommandLimit = TimeSpan.FromSeconds(60);

    /// <summary>Half of what systemd waits for at most; null: it does not wait.</summary>
    private readonly TimeSpan? _interval = notice.Watchdog / 2;

    /// <summary>Waits for what comes when it comes: the next command.</summary>
    public Task WaitAsync(Task work) => WaitAsync(work, Timeout.InfiniteTimeSpan);

    /// <summary>Waits for what is to be over soon: a command in hand. Returns with it, however late.</summary>
    public Task RunAsync(Task work) => WaitAsync(work, CommandLimit);

    private async Task WaitAsync(Task work, TimeSpan limit)
    {
        var began = time.GetTimestamp();
        while (_interval is { } interval && !work.IsCompleted)
        {
            if (limit != Timeout.InfiniteTimeSpan && time.GetElapsedTime(began) >= limit)
            {
                Stuck(limit.TotalSeconds);
                break;
            }

            using var ended = new CancellationTokenSource();
            var next = Task.Delay(interval, time, ended.Token);
            notice.Ping();
            await Task.WhenAny(work, next);
            await ended.CancelAsync();
        }

        await work;
    }

    [LoggerMessage(1501, LogLevel.Critical, "A command is in hand for more than {Seconds} s: the watchdog is not told any more that the agent is well.")]
    private partial void Stuck(double seconds);
}
