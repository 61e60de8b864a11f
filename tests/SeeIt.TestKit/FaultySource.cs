using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SeeIt.TestKit;

/// <summary>
/// A live source over HTTP that goes wrong on command. Each connection gets the clip from its beginning, in real time, unless
/// it runs on; a clip that is put in its place goes on in mid-stream, with a jump of all its clocks and counters.
/// </summary>
public sealed class FaultySource : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <summary>Milliseconds, one after the other.</summary>
    private static readonly int[] Stalls = [400, 150, 350, 250];

    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<TcpClient, Task> _clients = new();
    private TcpListener _listener = new(IPAddress.Loopback, 0);
    private Task _accepting;
    private volatile Airing _airing;
    private volatile SourceFault _fault;
    private int _requests;
    private int _viewers;
    private long _stuckAt;
    private long _sentAt;
    private long _onAir;

    public FaultySource(TsClip clip)
    {
        _airing = new Airing(clip, null);
        _accepting = AcceptAsync(_listener);
        Address = new Uri($"http://{_listener.LocalEndpoint}/live");
    }

    public Uri Address { get; }

    /// <summary>How far into the clip each connection begins: within a group of pictures, as a live stream is joined.</summary>
    public TimeSpan Begins { get; init; }

    /// <summary>
    /// The clip goes on between connections, as on the air: it begins with the first one, and who comes later comes into its midst.
    /// At its end all its clocks jump back.
    /// </summary>
    public bool RunsOn { get; init; }

    /// <summary>How often it was asked.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>How many are connected and are answered with a stream, or will be.</summary>
    public int Viewers => Volatile.Read(ref _viewers);

    /// <summary>When it sent a byte of a stream last: a timestamp of the system's TimeProvider.</summary>
    public long SentAt => Volatile.Read(ref _sentAt);

    /// <summary>The clip's time that it sent last, to whoever came last.</summary>
    public TimeSpan OnAir => new(Volatile.Read(ref _onAir));

    /// <summary>Set: goes on with this one in mid-stream.</summary>
    public TsClip Clip
    {
        get => _airing.Clip;
        set => _airing = new Airing(value, TimeProvider.System.GetTimestamp());
    }

    public SourceFault Fault
    {
        get => _fault;
        set
        {
            var before = _fault;
            Volatile.Write(ref _stuckAt, TimeProvider.System.GetTimestamp());
            _fault = value;
            if (value == SourceFault.Refused)
            {
                _listener.Dispose();
                Close();
            }
            else if (before == SourceFault.Refused)
            {
                _listener = new TcpListener(IPAddress.Loopback, Address.Port);
                _accepting = AcceptAsync(_listener);
            }
        }
    }

    /// <summary>Closes all connections.</summary>
    public void Close()
    {
        foreach (var client in _clients.Keys)
        {
            client.Close();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        Close();
        await _accepting;
        await Task.WhenAll(_clients.Values);
        _ending.Dispose();
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        listener.Start();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(_ending.Token);
                _clients[client] = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It was told not to listen any more.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        try
        {
            await using var stream = client.GetStream();
            var isHttp = await ReadHeadAsync(stream);
            Interlocked.Increment(ref _requests);
            if ((isHttp ? Answer() : Head("400 Bad Request")) is { } answer)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), _ending.Token);
            }
            else
            {
                await SendUntilViewerLeavesAsync(stream);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The viewer left, or was left.
        }
        finally
        {
            client.Dispose();
            _clients.TryRemove(client, out _);
        }
    }

    private string? Answer() => _fault switch
    {
        SourceFault.NotFound => Head("404 Not Found"),
        SourceFault.Unavailable => Head("503 Service Unavailable"),
        SourceFault.NoFreeTuner => Head("503 Service Unavailable", "X-HDHomeRun-Error: 805 All Tuners In Use"),
        SourceFault.UnknownChannel => Head("404 Not Found", "X-HDHomeRun-Error: 801 Unknown Channel"),
        SourceFault.NoSignal => Head("503 Service Unavailable", "X-HDHomeRun-Error: 807 No Video Data"),
        SourceFault.RedirectLoop => Head("302 Found", $"Location: {Address}"),
        SourceFault.WebPage => Head("200 OK", "Content-Type: text/html") + "<!doctype html>\n<title>Sign in</title>\n",
        _ => null,
    };

    private static string Head(string status, string field = "Server: test") => $"HTTP/1.1 {status}\r\n{field}\r\nConnection: close\r\n\r\n";

    /// <summary>False where the viewer speaks TLS, whose handshake record is of type 22 (RFC 8446, 5.1).</summary>
    private static async Task<bool> ReadHeadAsync(NetworkStream stream)
    {
        var first = new byte[1];
        await stream.ReadExactlyAsync(first);
        if (first[0] == 22)
        {
            return false;
        }

        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        return true;
    }

    /// <summary>A source that is silent does not write, and would not notice.</summary>
    private async Task SendUntilViewerLeavesAsync(NetworkStream stream)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        var leaving = WaitForLeavingAsync(stream, left);
        Interlocked.Increment(ref _viewers);
        try
        {
            await SendAsync(stream, left.Token);
        }
        finally
        {
            Interlocked.Decrement(ref _viewers);
            await left.CancelAsync();
            await leaving;
        }
    }

    private static async Task WaitForLeavingAsync(NetworkStream stream, CancellationTokenSource left)
    {
        try
        {
            await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, left.Token);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Closed from here, or by force.
        }

        await left.CancelAsync();
    }

    private async Task SendAsync(NetworkStream stream, CancellationToken left)
    {
        var time = TimeProvider.System;
        using var timer = new PeriodicTimer(Tick, time);
        var began = time.GetTimestamp();
        var (clip, clipAt) = Join(began);
        var trickled = TimeSpan.Zero;
        var next = clipAt < began ? clip.PacketsBy(time.GetElapsedTime(clipAt, began)) : 0;
        var (due, isHeadSent, isInKeyFrame) = (next, false, false);
        do
        {
            if (IsMute(_fault, began))
            {
                continue;
            }

            if (!isHeadSent)
            {
                isHeadSent = true;
                await stream.WriteAsync(Encoding.ASCII.GetBytes(Head("200 OK", "Content-Type: video/mp2t")), left);
            }

            if (_airing is var now && now.Clip != clip)
            {
                (clip, clipAt, next, due) = (now.Clip, now.At!.Value, 0, 0);
            }

            // What was not sent while it was silent is gone, as on the air.
            var aired = clip.PacketsBy(time.GetElapsedTime(clipAt));
            var from = Math.Max(next, clip.PacketsBy(time.GetElapsedTime(clipAt) is var at && at > Soon ? at - Soon : TimeSpan.Zero));
            if (_fault == SourceFault.Trickle)
            {
                var isDue = time.GetElapsedTime(began) - trickled >= Soon;
                trickled += isDue ? Soon : TimeSpan.Zero;
                (from, aired) = (next, isDue ? next + 1 : next);
            }

            if (_fault == SourceFault.Tenth)
            {
                var tenth = (aired - due) / 10;
                due += tenth * 10;
                (from, aired) = (next, next + tenth);
            }
            else
            {
                due = aired;
            }

            next = aired;
            if (Packets(clip, from, aired, ref isInKeyFrame) is { IsEmpty: false } packets)
            {
                await stream.WriteAsync(packets, left);
                Volatile.Write(ref _sentAt, time.GetTimestamp());
                Volatile.Write(ref _onAir, clip.Within(time.GetElapsedTime(clipAt)).Ticks);
            }
        }
        while (await timer.WaitForNextTickAsync(left) && !(_fault == SourceFault.EndsSoon && time.GetElapsedTime(began) > Soon));
    }

    /// <summary>The clip, and when it began for who connects then.</summary>
    private (TsClip Clip, long At) Join(long connectedAt)
    {
        var begins = connectedAt - (long)(Begins.TotalSeconds * TimeProvider.System.TimestampFrequency);
        if (_airing is { At: null } first)
        {
            Interlocked.CompareExchange(ref _airing, first with { At = begins }, first);
        }

        var airing = _airing;
        return (airing.Clip, RunsOn ? airing.At!.Value : begins);
    }

    private bool IsMute(SourceFault fault, long connectedAt) => fault switch
    {
        SourceFault.Silent => true,
        SourceFault.Stuck => connectedAt < Volatile.Read(ref _stuckAt),
        SourceFault.Stutters => IsStalled(TimeProvider.System.GetElapsedTime(connectedAt)),
        _ => false,
    };

    private static bool IsStalled(TimeSpan age) => age.Milliseconds < Stalls[(int)age.TotalSeconds % Stalls.Length];

    private ReadOnlyMemory<byte> Packets(TsClip clip, long from, long to, ref bool isInKeyFrame)
    {
        var fault = _fault;
        var bytes = new byte[(to - from) * TsClip.PacketSize];
        var length = 0;
        for (; from < to; from++)
        {
            var packet = clip.Packet(from);
            if (fault == SourceFault.NoSound && TsClip.IsMedia(packet) && TsClip.Pid(packet) != clip.ClockPid)
            {
                continue;
            }

            if (fault == SourceFault.NoPicture && TsClip.Pid(packet) == clip.ClockPid && TsClip.Clock(packet) is null)
            {
                continue;
            }

            if (fault == SourceFault.NoKeyFrames && TsClip.Pid(packet) == clip.ClockPid)
            {
                isInKeyFrame = TsClip.StartsUnit(packet) ? TsClip.IsRandomAccess(packet) : isInKeyFrame;
                if (isInKeyFrame)
                {
                    continue;
                }
            }

            var target = bytes.AsSpan(length, TsClip.PacketSize);
            packet.CopyTo(target);
            length += TsClip.PacketSize;
            if (fault == SourceFault.Scrambled && TsClip.IsMedia(packet))
            {
                Scramble(target);
            }
            else if (fault is SourceFault.UnknownVideo or SourceFault.UnmarkedUnknownVideo)
            {
                TsClip.MakeVideoUnknown(target, isMarked: fault == SourceFault.UnknownVideo);
            }

            if (fault == SourceFault.NoPicture && TsClip.Pid(packet) == clip.ClockPid)
            {
                KeepClockOnly(target);
            }
        }

        return bytes.AsMemory(0, length);
    }

    /// <summary>An adaptation field to the packet's end (ISO/IEC 13818-1, 2.4.3.4) that has the clock, and no payload.</summary>
    private static void KeepClockOnly(Span<byte> packet)
    {
        const int UpToClock = 12;
        packet[1] &= 0xBF;
        packet[3] = (byte)((packet[3] & 0x0F) | 0x20);
        packet[4] = TsClip.PacketSize - 5;
        packet[5] = 0x10;
        packet[UpToClock..].Fill(0xFF);
    }

    /// <summary>Sets transport_scrambling_control to "even key" (ETSI TS 100 289) and makes the payload unreadable.</summary>
    private static void Scramble(Span<byte> packet)
    {
        packet[3] |= 0x80;
        var payload = (packet[3] & 0x20) != 0 ? 5 + packet[4] : 4;
        foreach (ref var value in packet[payload..])
        {
            value ^= 0x5A;
        }
    }

    /// <param name="Clip">What is on the air.</param>
    /// <param name="At">Since when: a timestamp; null before anybody has asked.</param>
    private sealed record Airing(TsClip Clip, long? At);
}
