using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace SeeIt.TestKit;

/// <summary>
/// An HDHomeRun on an address of the loopback network: answers discovery on UDP port 65001, and HTTP as its firmware does;
/// streams a clip while a tuner is free. Give each test its own address: the port is the protocol's.
/// </summary>
public sealed class HdHomeRunServer : IAsyncDisposable
{
    private const int DiscoveryPort = 65001;
    private static readonly TimeSpan _tick = TimeSpan.FromMilliseconds(20);

    private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly CancellationTokenSource _ending = new();
    private readonly LoopbackHttp _http;
    private readonly Task _discovery;
    private readonly ConcurrentDictionary<int, string> _watched = new();
    private int _inUse;

    /// <param name="address">127.0.1.1, or another of 127.0.0.0/8.</param>
    /// <param name="hearsBroadcast">It also answers who asks all.</param>
    public HdHomeRunServer(IPAddress address, bool hearsBroadcast = false)
    {
        Host = address;
        _http = new LoopbackHttp(address, AnswerAsync);
        _udp.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _udp.Bind(new IPEndPoint(hearsBroadcast ? IPAddress.Any : address, DiscoveryPort));
        _discovery = DiscoverAsync();
    }

    public IPAddress Host { get; }

    public uint DeviceId { get; init; } = 0x1052AA10;

    public HdHomeRunModel Model { get; init; } = HdHomeRunModel.Atsc;

    public int TunerCount { get; init; } = 2;

    /// <summary>Firmware that knows neither LineupURL nor tuner count in what it says of itself.</summary>
    public bool IsOld { get; init; }

    /// <summary>Where it claims that its web server is, by UDP; null for where it is.</summary>
    public string? ClaimedBaseUrl { get; init; }

    /// <summary>lineup.json, in which "{base}" stands for the address of its streams.</summary>
    public string Lineup { get; set; } = "[]";

    /// <summary>Instead of lineup.json; null for none.</summary>
    public string? LineupStatus { get; set; }

    /// <summary>What it streams, of whatever channel.</summary>
    public TsClip? Clip { get; init; }

    public Uri Address => _http.Address;

    public IEnumerable<string> Paths => _http.Requests.Select(request => request.Target);

    public int TunersInUse => Volatile.Read(ref _inUse);

    /// <summary>What its tuners say of their signal: strength, signal quality and symbol quality in percent.</summary>
    public (int Strength, int Quality, int Symbols) Signal { get; set; } = (90, 95, 100);

    /// <summary>Whom it says that it sends to.</summary>
    public IPAddress Target { get; set; } = IPAddress.Loopback;

    /// <summary>It has no /status.json, as some emulators.</summary>
    public bool IsMute { get; init; }

    /// <summary>A packet as its protocol has it: the CRC of Ethernet, least significant byte first, behind it all.</summary>
    public static byte[] Packet(ushort type, params (byte Tag, byte[] Value)[] tags)
    {
        byte[] payload = [.. tags.SelectMany(tag => (byte[])[tag.Tag, .. Length(tag.Value.Length), .. tag.Value])];
        byte[] packet = [(byte)(type >> 8), (byte)type, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
        var crc = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(crc, Crc(packet));
        return [.. packet, .. crc];
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _udp.Dispose();
        await _discovery;
        await _http.DisposeAsync();
        _ending.Dispose();
    }

    private static byte[] Length(int length) => length < 128 ? [(byte)length] : [(byte)(length & 0x7F | 0x80), (byte)(length >> 7)];

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (((crc ^ (uint)(value >> bit)) & 1) * 0xEDB8_8320u);
            }
        }

        return ~crc;
    }

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private async Task DiscoverAsync()
    {
        var buffer = new byte[1500];
        byte[] all = Packet(2, (1, Number(1)), (2, Number(uint.MaxValue)));
        try
        {
            while (true)
            {
                var asked = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _ending.Token);
                var packet = buffer[..asked.ReceivedBytes];
                if (packet.AsSpan().SequenceEqual(all) || packet.AsSpan().SequenceEqual(Packet(2, (1, Number(1)), (2, Number(DeviceId)))))
                {
                    await _udp.SendToAsync(Reply(), asked.RemoteEndPoint, _ending.Token);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It has ended.
        }
    }

    private byte[] Reply()
    {
        var server = ClaimedBaseUrl ?? Address.AbsoluteUri.TrimEnd('/');
        (byte, byte[])[] tags = [(1, Number(1)), (2, Number(DeviceId)), (0x2A, Encoding.ASCII.GetBytes(server))];
        return Packet(3, IsOld ? tags : [.. tags, (0x10, [(byte)TunerCount]), (0x27, Encoding.ASCII.GetBytes(server + "/lineup.json")), (0x2B, new byte[200])]);
    }

    private Task AnswerAsync(HttpHead request, Stream stream, CancellationToken cancellation) => request.Path switch
    {
        "/discover.json" => SendJsonAsync(stream, Describe(), cancellation),
        "/status.json" when !IsMute => SendJsonAsync(stream, Status(), cancellation),
        "/lineup.json" when LineupStatus is { } status => LoopbackHttp.SendAsync(stream, status, "text/plain", default, cancellation),
        "/lineup.json" => SendJsonAsync(stream, Lineup.Replace("{base}", Address.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal), cancellation),
        var path when path.StartsWith("/auto/v", StringComparison.Ordinal) => StreamAsync(path["/auto/v".Length..], stream, cancellation),
        _ => LoopbackHttp.SendAsync(stream, "404 Not Found", "text/plain", default, cancellation),
    };

    private string Describe()
    {
        var id = DeviceId.ToString("X8", CultureInfo.InvariantCulture);
        var server = Address.AbsoluteUri.TrimEnd('/');
        return IsOld
            ? $$"""{"FriendlyName":"HDHomeRun DUAL","ModelNumber":"HDHR3-US","FirmwareVersion":"20120405","DeviceID":"{{id}}","BaseURL":"{{server}}"}"""
            : $$"""{"FriendlyName":"{{Model.FriendlyName}}","ModelNumber":"{{Model.ModelNumber}}","FirmwareName":"{{Model.FirmwareName}}","FirmwareVersion":"20231214","DeviceID":"{{id}}","DeviceAuth":"abc","BaseURL":"{{server}}","LineupURL":"{{server}}/lineup.json","TunerCount":{{TunerCount}}}""";
    }

    private string Status() => "[" + string.Join(',', Enumerable.Range(0, TunerCount).Select(tuner => _watched.TryGetValue(tuner, out var number)
        ? $$"""{"Resource":"tuner{{tuner}}","VctNumber":"{{number}}","VctName":"WRAL-HD","Frequency":563000000,"SignalStrengthPercent":{{Signal.Strength}},"SignalQualityPercent":{{Signal.Quality}},"SymbolQualityPercent":{{Signal.Symbols}},"TargetIP":"{{Target}}"}"""
        : $$"""{"Resource":"tuner{{tuner}}"}""")) + "]";

    private async Task StreamAsync(string number, Stream stream, CancellationToken cancellation)
    {
        var channel = JsonNode.Parse(Lineup)!.AsArray().FirstOrDefault(entry => entry!["GuideNumber"]!.ToString() == number);
        if (channel is null)
        {
            await RefuseAsync("404 Not Found", "801 Unknown Channel");
        }
        else if (channel["DRM"] is not null || channel["Tags"]?.ToString().Contains("drm", StringComparison.Ordinal) == true)
        {
            await RefuseAsync("503 Service Unavailable", "811 Content Protection Required");
        }
        else if (Interlocked.Increment(ref _inUse) > TunerCount)
        {
            Interlocked.Decrement(ref _inUse);
            await RefuseAsync("503 Service Unavailable", "805 All Tuners In Use");
        }
        else
        {
            var tuner = Enumerable.Range(0, TunerCount).First(free => _watched.TryAdd(free, number));
            try
            {
                await SendClipAsync(stream, cancellation);
            }
            finally
            {
                _watched.TryRemove(tuner, out _);
                Interlocked.Decrement(ref _inUse);
            }
        }

        Task RefuseAsync(string status, string error) =>
            LoopbackHttp.SendAsync(stream, status, "text/plain", default, cancellation, $"X-HDHomeRun-Error: {error}");
    }

    private async Task SendClipAsync(Stream stream, CancellationToken cancellation)
    {
        var clip = Clip ?? throw new InvalidOperationException("It has no clip to send.");
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: video/mpeg\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellation);
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        using var timer = new PeriodicTimer(_tick, time);
        for (var next = 0L; await timer.WaitForNextTickAsync(cancellation);)
        {
            for (var aired = clip.PacketsBy(time.GetElapsedTime(began)); next < aired; next++)
            {
                await stream.WriteAsync(clip.Packet(next).ToArray(), cancellation);
            }
        }
    }

    private static Task SendJsonAsync(Stream stream, string json, CancellationToken cancellation) =>
        LoopbackHttp.SendAsync(stream, "200 OK", "application/json", Encoding.UTF8.GetBytes(json), cancellation);
}
