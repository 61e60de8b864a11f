using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace SeeIt.TestKit;

/// <summary>A SAT&gt;IP server on loopback with one tuner: answers RTSP, and sends a stream by RTP and reports by RTCP while it plays.</summary>
public sealed partial class SatIpServer : IAsyncDisposable
{
    private static readonly TimeSpan _turn = TimeSpan.FromMilliseconds(2);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _accepting;
    private byte[][] _packets = [];

    public SatIpServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The status line's end for a method, where it is not 200.</summary>
    public Dictionary<string, string> Refusals { get; } = [];

    public byte[] Stream { init => _packets = [.. Rtp.Packets(value)]; }

    /// <summary>Sent in real time, instead of <see cref="Stream"/>.</summary>
    public TsClip? Clip { get; init; }

    /// <summary>No datagrams: what is sent comes between the answers, over the connection of RTSP.</summary>
    public bool OnlyFrames { get; init; }

    public bool IsSilent { get; init; }

    public bool IsLocked { get; init; } = true;

    /// <summary>As it is written into the header.</summary>
    public string SessionTimeout { get; init; } = "60";

    /// <summary>SETUP is answered when it has completed.</summary>
    public Task SetupHold { get; init; } = Task.CompletedTask;

    /// <summary>The heads of the requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public IEnumerable<string> Methods => Requests.Select(head => head.Split(' ')[0]);

    public Uri Address(string scheme = "satip") =>
        new($"{scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/?src=1&freq=11494&pol=h&msys=dvbs2&sr=22000&pids=0,17,18");

    public static byte[] Report(string text)
    {
        byte[] said = [.. Encoding.ASCII.GetBytes(text), .. new byte[(4 - (text.Length % 4)) % 4]];
        var words = (16 + said.Length) / 4 - 1;
        byte[] receiverReport = [0x80, 201, 0, 1, 0, 0, 0, 7];
        return [.. receiverReport, 0x80, 204, (byte)(words >> 8), (byte)words, 0, 0, 0, 7, .. "SES1"u8, 0, 0, (byte)(text.Length >> 8), (byte)text.Length, .. said];
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(serving);
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var playing = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        Task sending = Task.CompletedTask;
        Func<bool, byte[], Task>? send = null;
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var writing = new SemaphoreSlim(1);
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                while (await ReadHeadAsync(reader) is { Length: > 0 } head)
                {
                    Requests.Enqueue(head);
                    if (IsSilent)
                    {
                        continue;
                    }

                    var method = head.Split(' ')[0];
                    if (method == "SETUP")
                    {
                        await SetupHold.WaitAsync(_stopping.Token);
                    }

                    var status = Refusals.GetValueOrDefault(method, "200 OK");
                    if (method == "SETUP" && status == "200 OK")
                    {
                        if (ClientPort().Match(head) is { Success: true } ports && !OnlyFrames)
                        {
                            var port = int.Parse(ports.Groups[1].Value, CultureInfo.InvariantCulture);
                            send = (isReport, bytes) => udp.SendAsync(bytes, new IPEndPoint(IPAddress.Loopback, port + (isReport ? 1 : 0)), playing.Token).AsTask();
                        }
                        else if (head.Contains("interleaved=0-1", StringComparison.Ordinal))
                        {
                            send = (isReport, bytes) => WriteAsync([(byte)'$', (byte)(isReport ? 1 : 0), (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes]);
                        }
                        else
                        {
                            status = "461 Unsupported Transport";
                        }
                    }

                    var sequence = Sequence().Match(head).Groups[1].Value;
                    await WriteAsync(Encoding.ASCII.GetBytes(
                        $"RTSP/1.0 {status}\r\nCSeq: {sequence}\r\n"
                        + (method == "SETUP" ? $"session: 12ab;timeout={SessionTimeout}\r\ncom.ses.streamID: 3\r\n" : "")
                        + (method == "OPTIONS" ? "Public: OPTIONS\r\nContent-Length: 2\r\n\r\nhi" : "\r\n")));
                    if (method == "PLAY" && status == "200 OK")
                    {
                        sending = SendAsync(send!, playing.Token);
                    }
                    else if (method == "TEARDOWN")
                    {
                        await playing.CancelAsync();
                    }
                }

                async Task WriteAsync(byte[] bytes)
                {
                    await writing.WaitAsync(_stopping.Token);
                    await stream.WriteAsync(bytes, _stopping.Token);
                    writing.Release();
                }
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
        }

        await playing.CancelAsync();
        await sending;
    }

    private async Task SendAsync(Func<bool, byte[], Task> send, CancellationToken cancellation)
    {
        var airing = Clip is null ? Task.CompletedTask : Rtp.AirAsync(Clip, packet => send(false, packet), cancellation);
        try
        {
            for (var turn = 0; ; turn++)
            {
                await send(true, Report($"ver=1.0;src=1;tuner=1,{(IsLocked ? 200 : 12)},{(IsLocked ? 1 : 0)},{(IsLocked ? 14 : 0)},11494,h,dvbs2,8psk,on,0.35,22000,23;pids=0,17,18"));
                if (_packets.Length > 0)
                {
                    await send(false, _packets[turn % _packets.Length]);
                }

                await Task.Delay(_turn, TimeProvider.System, cancellation);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
        }

        await airing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<string> ReadHeadAsync(StreamReader reader)
    {
        var head = new StringBuilder();
        while (await reader.ReadLineAsync(_stopping.Token) is { Length: > 0 } line)
        {
            head.Append(line).Append('\n');
        }

        return head.ToString();
    }

    [GeneratedRegex("client_port=(\\d+)-")]
    private static partial Regex ClientPort();

    [GeneratedRegex("CSeq: (\\d+)")]
    private static partial Regex Sequence();
}
