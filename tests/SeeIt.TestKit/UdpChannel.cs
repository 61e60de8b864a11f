using System.Net;
using System.Net.Sockets;

namespace SeeIt.TestKit;

/// <summary>A multicast channel on this machine alone: a clip in datagrams of seven packets, in real time, whoever listens.</summary>
public sealed class UdpChannel : IAsyncDisposable
{
    private const int PacketsOfDatagram = 7;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly TsClip _clip;
    private readonly IPEndPoint _group;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _sending;
    private volatile int _loseEvery;
    private int _lost;

    public UdpChannel(TsClip clip)
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        _group = new IPEndPoint(IPAddress.Parse("239.255.77.3"), ((IPEndPoint)probe.Client.LocalEndPoint!).Port);
        _clip = clip;
        _sending = SendAsync();
    }

    /// <summary>As IPTV lineups write it.</summary>
    public Uri Address => new($"udp://@{_group}?localaddr=127.0.0.1");

    /// <summary>Of so many datagrams one is not sent; 0: none is lost.</summary>
    public int LoseEvery
    {
        get => _loseEvery;
        set => _loseEvery = value;
    }

    /// <summary>How many were not sent.</summary>
    public int Lost => Volatile.Read(ref _lost);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task SendAsync()
    {
        // Not connected: while nobody listens the kernel would refuse the next datagram.
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        var time = TimeProvider.System;
        using var timer = new PeriodicTimer(Tick, time);
        var began = time.GetTimestamp();
        var datagram = new byte[PacketsOfDatagram * TsClip.PacketSize];
        var next = 0L;
        for (var number = 1L; await timer.WaitForNextTickAsync(_ending.Token);)
        {
            for (var aired = _clip.PacketsBy(time.GetElapsedTime(began)); next + PacketsOfDatagram <= aired; next += PacketsOfDatagram, number++)
            {
                if (_loseEvery is > 0 and var every && number % every == 0)
                {
                    Interlocked.Increment(ref _lost);
                    continue;
                }

                for (var at = 0; at < PacketsOfDatagram; at++)
                {
                    _clip.Packet(next + at).CopyTo(datagram.AsSpan(at * TsClip.PacketSize));
                }

                await socket.SendToAsync(datagram, _group, _ending.Token);
            }
        }
    }
}
