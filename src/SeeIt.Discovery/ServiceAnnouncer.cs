using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using SeeIt.Discovery.Avahi;
using SeeIt.Discovery.Multicast;

namespace SeeIt.Discovery;

/// <summary>
/// Announces through Avahi while its daemon runs, and by our own responder while it does not; changes over when the
/// daemon comes or goes. Never both at once: a second responder on a machine makes Avahi rename it. Thread-safe.
/// </summary>
public sealed partial class ServiceAnnouncer : IAnnouncer
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LostPause = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly ServiceAnnouncement _announcement;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILogger<ServiceAnnouncer> _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private IReadOnlyList<KeyValuePair<string, string>> _text;
    private IAnnouncer? _current;

    /// <summary>Announces at once, in the background; a network that does not allow it is logged and tried again.</summary>
    /// <param name="announcement">What to announce.</param>
    /// <param name="time">Clock.</param>
    /// <param name="random">Spreads packets in time, so that many boxes do not speak at once.</param>
    /// <param name="logger">Log.</param>
    public ServiceAnnouncer(ServiceAnnouncement announcement, TimeProvider time, Random random, ILogger<ServiceAnnouncer> logger)
    {
        ArgumentNullException.ThrowIfNull(announcement);
        (_announcement, _time, _random, _logger) = (announcement, time, random, logger);
        _text = announcement.Text;
        _running = RunAsync(_stopping.Token);
    }

    public string InstanceName
    {
        get
        {
            lock (_lock)
            {
                return _current?.InstanceName ?? _announcement.InstanceName;
            }
        }
    }

    public void UpdateText(IReadOnlyList<KeyValuePair<string, string>> text)
    {
        ServiceText.Check(text);
        lock (_lock)
        {
            _text = text;
            _current?.UpdateText(text);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!cancellation.IsCancellationRequested)
        {
            if (Start() is { } announcer)
            {
                try
                {
                    await UntilChangeAsync(announcer, cancellation).ConfigureAwait(false);
                }
                finally
                {
                    lock (_lock)
                    {
                        _current = null;
                    }

                    await announcer.DisposeAsync().ConfigureAwait(false);
                }
            }
            else
            {
                await Task.Delay(LookInterval, _time, cancellation).ConfigureAwait(false);
            }
        }
    }

    private IAnnouncer? Start()
    {
        lock (_lock)
        {
            try
            {
                _current = AvahiDaemon.IsRunning()
                    ? AvahiAnnouncer.TryStart(_announcement, _text, _logger)
                    : new MulticastAnnouncer(_announcement, _text, _time, _random, _logger);
            }
            catch (SocketException exception)
            {
                LogNoSocket(exception.Message);
            }
            catch (DllNotFoundException)
            {
                LogNoLibrary();
            }

            return _current;
        }
    }

    /// <summary>Returns when another way of announcing is due.</summary>
    private async Task UntilChangeAsync(IAnnouncer announcer, CancellationToken cancellation)
    {
        if (announcer is AvahiAnnouncer avahi)
        {
            var reason = await avahi.Lost.WaitAsync(cancellation).ConfigureAwait(false);
            LogAvahiLost(reason);
            await Task.Delay(LostPause, _time, cancellation).ConfigureAwait(false);
            return;
        }

        do
        {
            await Task.Delay(LookInterval, _time, cancellation).ConfigureAwait(false);
        }
        while (!AvahiDaemon.IsRunning());
        LogAvahiCame();
    }

    [LoggerMessage(701, LogLevel.Warning, "Cannot announce on the LAN now: UDP port 5353: {Reason}")]
    private partial void LogNoSocket(string reason);

    [LoggerMessage(702, LogLevel.Warning, "Cannot announce on the LAN now: avahi-daemon runs, but libavahi-client3 is not installed")]
    private partial void LogNoLibrary();

    [LoggerMessage(703, LogLevel.Information, "Avahi can no longer be used: {Reason}")]
    private partial void LogAvahiLost(string reason);

    [LoggerMessage(704, LogLevel.Information, "Avahi has started: announcing through it from now on")]
    private partial void LogAvahiCame();
}
