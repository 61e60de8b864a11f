using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging;
using SeeIt.Discovery.Multicast.Dns;

namespace SeeIt.Discovery.Multicast;

/// <summary>
/// Our own responder: one <see cref="LinkResponder"/> per link, fed by sockets, one timer and the system's news of its
/// links. One lock serialises all of it. For a machine on which Avahi does not run.
/// </summary>
internal sealed partial class MulticastAnnouncer : IAnnouncer
{
    // The system's news of its links is of addresses; a cable that is plugged in can come without any.
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly MulticastSockets _sockets = new();
    private readonly Dictionary<int, (Link Link, LinkResponder Responder)> _links = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly ServiceAnnouncement _announcement;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly ILogger _logger;
    private readonly long _startedAt;
    private readonly ITimer _timer;
    private readonly ITimer _looking;
    private readonly Task _receiving;
    private byte[] _text;
    private int _instanceNumber = 1;
    private int _hostNumber = 1;

    /// <exception cref="System.Net.Sockets.SocketException">Port 5353 cannot be bound.</exception>
    public MulticastAnnouncer(ServiceAnnouncement announcement, IReadOnlyList<KeyValuePair<string, string>> text, TimeProvider time, Random random, ILogger logger)
    {
        (_announcement, _time, _random, _logger) = (announcement, time, random, logger);
        _text = ServiceText.Encode(text);
        _startedAt = time.GetTimestamp();
        _timer = time.CreateTimer(_ => OnTimer(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        NetworkChange.NetworkAddressChanged += OnLinksChanged;
        _looking = time.CreateTimer(_ => FindLinks(), null, TimeSpan.Zero, LookInterval);
        _receiving = _sockets.ReceiveAsync(OnPacket, _stopping.Token);
    }

    public string InstanceName
    {
        get
        {
            lock (_lock)
            {
                return InstanceName_NeedsLock;
            }
        }
    }

    private string InstanceName_NeedsLock => ServiceNames.Numbered(_announcement.InstanceName, _instanceNumber);

    private string HostLabel_NeedsLock =>
        _hostNumber == 1 ? _announcement.HostLabel : string.Create(CultureInfo.InvariantCulture, $"{_announcement.HostLabel}-{_hostNumber}");

    private TimeSpan Now => _time.GetElapsedTime(_startedAt);

    public void UpdateText(IReadOnlyList<KeyValuePair<string, string>> text)
    {
        lock (_lock)
        {
            _text = ServiceText.Encode(text);
            foreach (var (link, responder) in _links.Values)
            {
                responder.ReplaceText(RecordsOf_NeedsLock(link), Now);
            }

            Schedule_NeedsLock();
        }
    }

    public async ValueTask DisposeAsync()
    {
        NetworkChange.NetworkAddressChanged -= OnLinksChanged;
        await _looking.DisposeAsync().ConfigureAwait(false);
        lock (_lock)
        {
            _stopping.Cancel();
            foreach (var (_, responder) in _links.Values)
            {
                responder.Stop();
            }

            _links.Clear();
        }

        await _receiving.ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        _sockets.Dispose();
    }

    private void OnLinksChanged(object? sender, EventArgs arguments) => FindLinks();

    private void FindLinks()
    {
        lock (_lock)
        {
            if (_stopping.IsCancellationRequested)
            {
                return;
            }

            var found = Link.FindAll();
            foreach (var gone in _links.Keys.Except(found.Select(link => link.Index)).ToList())
            {
                LogLinkGone(_links[gone].Link.Name);
                _links.Remove(gone);
            }

            foreach (var link in found)
            {
                if (!_links.TryGetValue(link.Index, out var known))
                {
                    LogLink(InstanceName_NeedsLock, link.Name);
                    _sockets.Join(link.Index);
                    _links[link.Index] = (link, new LinkResponder(RecordsOf_NeedsLock(link), new Output(this, link), _random, Now));
                }
                else if (!known.Link.HasSameAddressesAs(link))
                {
                    known.Responder.Replace(RecordsOf_NeedsLock(link), Now);
                    _links[link.Index] = (link, known.Responder);
                }
            }

            Schedule_NeedsLock();
        }
    }

    private ServiceRecords RecordsOf_NeedsLock(Link link) =>
        new(InstanceName_NeedsLock, HostLabel_NeedsLock, _announcement.Port, _text, link.Addresses);

    private void OnTimer()
    {
        lock (_lock)
        {
            foreach (var (_, responder) in _links.Values)
            {
                responder.Advance(Now);
            }

            Schedule_NeedsLock();
        }
    }

    private void OnPacket(ReadOnlySpan<byte> packet, IPEndPoint from, int linkIndex)
    {
        if (DnsMessage.Parse(packet) is not { } message)
        {
            return;
        }

        lock (_lock)
        {
            if (!_links.TryGetValue(linkIndex, out var entry) || !entry.Link.IsOnLink(from.Address)
                || (message.IsResponse && IsAnotherLinkOfOurs_NeedsLock(from.Address, linkIndex)))
            {
                return;
            }

            entry.Responder.Receive(message, from, Now);
            entry.Responder.Advance(Now);
            Schedule_NeedsLock();
        }
    }

    /// <summary>Two links can lead to one LAN; each hears the other say its own address, and that is no conflict.</summary>
    private bool IsAnotherLinkOfOurs_NeedsLock(IPAddress address, int linkIndex)
    {
        var plain = new IPAddress(address.GetAddressBytes());
        return _links.Values.Any(other => other.Link.Index != linkIndex && other.Link.Addresses.Contains(plain));
    }

    private void Rename_NeedsLock(DnsName name)
    {
        var isHost = _links.Values.Any(entry => entry.Responder.Records.Host.Equals(name));
        _ = isHost ? _hostNumber++ : _instanceNumber++;
        LogRenamed(name.ToString(), isHost ? HostLabel_NeedsLock : InstanceName_NeedsLock);
        foreach (var (link, responder) in _links.Values)
        {
            responder.Replace(RecordsOf_NeedsLock(link), Now);
        }
    }

    private void Schedule_NeedsLock()
    {
        var due = _links.Values.Min(entry => entry.Responder.Due);
        var wait = due is null ? Timeout.InfiniteTimeSpan : due.Value > Now ? due.Value - Now : TimeSpan.Zero;
        // The timer counts whole milliseconds, and must not come early.
        _timer.Change(due is null ? wait : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(708, LogLevel.Information, "Announcing '{Instance}' on {Link}")]
    private partial void LogLink(string instance, string link);

    [LoggerMessage(709, LogLevel.Information, "No longer announcing on {Link}: it is gone")]
    private partial void LogLinkGone(string link);

    [LoggerMessage(710, LogLevel.Warning, "'{Name}' is taken on the LAN: now '{Other}'")]
    private partial void LogRenamed(string name, string other);

    private sealed class Output(MulticastAnnouncer owner, Link link) : ILinkOutput
    {
        public void Multicast(DnsMessage message) => owner._sockets.Multicast(message.Encode(), link.Index);

        public void Unicast(DnsMessage message, IPEndPoint to) => owner._sockets.Unicast(message.Encode(), to);

        public void OnConflict(DnsName name) => owner.Rename_NeedsLock(name);
    }
}
