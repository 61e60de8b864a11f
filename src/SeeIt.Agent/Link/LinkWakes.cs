using System.Net.NetworkInformation;

namespace SeeIt.Agent.Link;

/// <summary>Why the hub may be reachable again, or a link dead that looks alive.</summary>
public enum LinkWake
{
    /// <summary>The machine was asleep.</summary>
    Slept,

    /// <summary>It has got, or lost, an address.</summary>
    NetworkChanged,
}

/// <summary>
/// Tells when it is worth to dial at once, or to ask whether a link still stands. Sleep is found by comparing the clock that
/// counts it with the one that does not; the network's changes come by netlink. Thread-safe.
/// </summary>
public sealed class LinkWakes : IDisposable
{
    /// <summary>How often the clocks are compared.</summary>
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Two clocks that are read one after the other differ by less.</summary>
    private static readonly TimeSpan _nap = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly TimeProvider _awake;
    private readonly long _began;
    private readonly long _beganAwake;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private TaskCompletionSource<LinkWake> _next = Waiting();
    private TimeSpan _slept;

    /// <param name="time">The clock that counts sleep.</param>
    /// <param name="awake">The one that does not, and whose timers are used.</param>
    public LinkWakes(TimeProvider time, TimeProvider awake)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(awake);
        (_time, _awake) = (time, awake);
        (_began, _beganAwake) = (time.GetTimestamp(), awake.GetTimestamp());
        _timer = awake.CreateTimer(_ => Look(), null, LookEvery, LookEvery);
        NetworkChange.NetworkAddressChanged += OnNetwork;
    }

    /// <summary>Completes at the next one. Never by itself: wait for it beside something else.</summary>
    public Task<LinkWake> Next
    {
        get
        {
            lock (_lock)
            {
                return _next.Task;
            }
        }
    }

    public void Dispose()
    {
        NetworkChange.NetworkAddressChanged -= OnNetwork;
        _timer.Dispose();
    }

    private static TaskCompletionSource<LinkWake> Waiting() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void OnNetwork(object? sender, EventArgs e) => Tell(LinkWake.NetworkChanged);

    private void Look()
    {
        var slept = _time.GetElapsedTime(_began) - _awake.GetElapsedTime(_beganAwake);
        var isNew = slept - _slept >= _nap;
        _slept = slept;
        if (isNew)
        {
            Tell(LinkWake.Slept);
        }
    }

    private void Tell(LinkWake wake)
    {
        TaskCompletionSource<LinkWake> told;
        lock (_lock)
        {
            (told, _next) = (_next, Waiting());
        }

        told.SetResult(wake);
    }
}
