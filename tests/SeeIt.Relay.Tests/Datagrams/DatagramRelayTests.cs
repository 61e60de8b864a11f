using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Relay.Datagrams;
using SeeIt.Relay.Tests.Support;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Tests.Datagrams;

public sealed class DatagramRelayTests
{
    private static readonly RelayOptions Short = new() { FirstByteTimeout = TimeSpan.FromSeconds(0.3) };

    private readonly byte[] _stream = new TsMaker().Groups(6, packets: 7);

    [Theory]
    [InlineData("udp://@:{0}")]
    [InlineData("udp://@127.0.0.1:{0}")]
    [InlineData("udp://127.0.0.1:{0}")]
    [InlineData("udp://localhost:{0}")]
    [InlineData("udp://127.0.0.1@0.0.0.0:{0}")]
    [InlineData("udp://@239.255.77.1:{0}?localaddr=127.0.0.1", "239.255.77.1")]
    [InlineData("udp://239.255.77.1:{0}/?iface=lo", "239.255.77.1")]
    [InlineData("udp://127.0.0.1@232.77.0.1:{0}?localaddr=127.0.0.1", "232.77.0.1")]
    public async Task Transport_stream_in_UDP_is_opened(string address, string to = "127.0.0.1") =>
        await SeeAllAsync(address, to, _stream.Chunk(7 * 188));

    [Theory]
    [InlineData("rtp://@:{0}")]
    [InlineData("udp://@:{0}")]
    [InlineData("rtp://@239.255.77.2:{0}?localaddr=127.0.0.1", "239.255.77.2")]
    public async Task Transport_stream_in_RTP_is_put_in_order(string address, string to = "127.0.0.1")
    {
        var packets = Rtp.Packets(_stream, first: 0xfff0).ToArray();
        for (var at = 1; at + 3 < packets.Length; at += 3)
        {
            Array.Reverse(packets, at, 3);
        }

        await SeeAllAsync(address, to, packets);
    }

    [Fact]
    public async Task What_came_at_once_is_read_at_once()
    {
        const int Datagrams = 100;
        using var sender = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        var socket = new DatagramSocket(new IPEndPoint(IPAddress.Loopback, 0), onlyFrom: null);
        var time = new FakeTimeProvider();
        await using var body = new DatagramBody(socket, time);
        sender.Connect(IPAddress.Loopback, socket.Port);
        var datagram = _stream.AsSpan(0, 7 * TsPacket.Size).ToArray();
        for (var sent = 0; sent < Datagrams; sent++)
        {
            sender.Send(datagram);
        }

        // The clock moves once: the rest may not wait for it.
        time.Advance(TimeSpan.FromSeconds(1));
        var buffer = new byte[64 * 1024];
        for (var left = Datagrams * datagram.Length; left > 0;)
        {
            left -= await body.ReadAsync(buffer, Wait.Limit);
        }
    }

    [Fact]
    public async Task Silence_is_no_data()
    {
        var failure = Assert.IsType<FailedOpening>(await OpenAsync($"udp://@127.0.0.1:{UdpPort.Free()}", Short)).Failure;
        Assert.Equal(RelayFailureKind.NoData, failure.Kind);
        Assert.Contains("No MPEG-TS came to 127.0.0.1", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_sender_is_not_listened_to()
    {
        var port = UdpPort.Free();
        var opening = OpenAsync($"udp://127.0.0.9@127.0.0.1:{port}", Short);
        using var sender = new UdpClient();
        while (!opening.IsCompleted)
        {
            await sender.SendAsync(_stream.AsMemory(0, 188), new IPEndPoint(IPAddress.Loopback, port), TestContext.Current.CancellationToken);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Equal(RelayFailureKind.NoData, Assert.IsType<FailedOpening>(await opening).Failure.Kind);
    }

    [Fact]
    public async Task Port_that_is_taken_is_named()
    {
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)other.Client.LocalEndPoint!).Port;
        var failure = Assert.IsType<FailedOpening>(await OpenAsync($"udp://@127.0.0.1:{port}")).Failure;
        Assert.Equal(RelayFailureKind.Unreachable, failure.Kind);
        Assert.Contains($"127.0.0.1:{port} cannot be listened to: Address already in use", failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("udp://@239.1.1.1:1234")]
    [InlineData("rtp://@239.1.1.1:1234")]
    [InlineData("satip://192.168.1.2/?src=1")]
    [InlineData("rtsp://192.168.1.2/?src=1")]
    [InlineData("dvb-t://frequency=482000000")]
    public async Task Post_names_none_of_these(string address)
    {
        Assert.Null(SourceAddress.Parse(address, SourceTrust.Post, out var failure));
        Assert.Equal(RelayFailureKind.Forbidden, failure!.Kind);
        var parsed = SourceAddress.Parse(address, SourceTrust.Lineup, out _);
        var opening = await new LiveRelay(Short, TimeProvider.System, NullLogger<LiveRelay>.Instance)
            .OpenAsync(new RelaySource(parsed!, [], SourceTrust.Post), Wait.Limit);
        Assert.Equal(RelayFailureKind.Forbidden, Assert.IsType<FailedOpening>(opening).Failure.Kind);
    }

    [Theory]
    [InlineData("dvb-t://frequency=482000000:bandwidth=8")]
    [InlineData("dvb-s://frequency=11778000:polarization=V:srate=27500000")]
    [InlineData("atsc://frequency=473000000")]
    [InlineData("dvb://frequency=482000000")]
    [InlineData("isdb-t://frequency=473142857")]
    public async Task Adapter_is_left_to_the_player(string address) =>
        Assert.Equal(new DirectOpening(address), await OpenAsync(address));

    [Theory]
    [InlineData("udp://@239.1.1.1:1234", "redirects")]
    [InlineData("satip://192.168.1.2/?src=1", "redirects")]
    [InlineData("dvb-t://frequency=1", "redirects")]
    public async Task Redirect_leads_to_none_of_these(string location, string named)
    {
        await using var server = FaultServer.Text($"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
        var failure = Assert.IsType<FailedOpening>(await OpenAsync(server.Address.AbsoluteUri)).Failure;
        Assert.Equal(RelayFailureKind.Forbidden, failure.Kind);
        Assert.Contains(named, failure.Detail, StringComparison.Ordinal);
    }

    /// <summary>Sends again and again until the opening is there, then sees that the whole stream came, in order.</summary>
    private static async Task SeeAllAsync(string address, string to, IEnumerable<byte[]> datagrams)
    {
        var port = UdpPort.Free();
        var opening = OpenAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, address, port));
        using var sender = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        sender.Client.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        var target = new IPEndPoint(IPAddress.Parse(to), port);
        var all = datagrams.ToList();
        while (!opening.IsCompleted)
        {
            await sender.SendAsync(all[0], target, TestContext.Current.CancellationToken);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await using var live = Assert.IsType<LiveOpening>(await opening).Stream;
        using var viewer = new ViewerStream();
        var pump = live.PumpAsync(viewer, Wait.Limit);
        foreach (var datagram in all)
        {
            await sender.SendAsync(datagram, target, TestContext.Current.CancellationToken);
        }

        await Wait.Until(() => live.KeyFrames >= 6);
        await Wait.Until(() => viewer.Received.Length > 0 && viewer.Received[^1] == 5);
        await live.DisposeAsync();
        var marks = viewer.Received.Chunk(188).Where(packet => packet[2] == 0 && packet[1] is 0x01 or 0x41).Select(packet => packet[187]).ToList();
        Assert.Equal(marks.Order(), marks);
    }

    private static Task<RelayOpening> OpenAsync(string address, RelayOptions? options = null)
    {
        var parsed = SourceAddress.Parse(address, SourceTrust.Lineup, out var failure);
        Assert.Null(failure);
        return new LiveRelay(options ?? new RelayOptions { FirstByteTimeout = TimeSpan.FromSeconds(9) }, TimeProvider.System, NullLogger<LiveRelay>.Instance)
            .OpenAsync(new RelaySource(parsed!, [], SourceTrust.Lineup), Wait.Limit);
    }
}
