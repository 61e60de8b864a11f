using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SeeIt.TestKit;

/// <summary>A request's head.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">By name, in any case.</param>
public sealed record HttpHead(string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Target.Split('?')[0];
}

/// <summary>A web server on an address of this machine: the test writes each answer byte for byte. One request a connection.</summary>
public sealed class LoopbackHttp : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<Task, bool> _serving = new();
    private readonly Func<HttpHead, Stream, CancellationToken, Task> _answer;
    private readonly Task _accepting;

    /// <param name="address">Of the loopback network.</param>
    /// <param name="answer">Writes the answer; the connection is closed after it.</param>
    public LoopbackHttp(IPAddress address, Func<HttpHead, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener = new TcpListener(address, 0);
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}/");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>The requests that came.</summary>
    public ConcurrentQueue<HttpHead> Requests { get; } = new();

    public static Task SendAsync(Stream stream, string status, string contentType, ReadOnlyMemory<byte> body, CancellationToken cancellation, params string[] fields) =>
        stream.WriteAsync((byte[])
        [
            .. Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{string.Concat(fields.Select(field => field + "\r\n"))}\r\n"),
            .. body.Span,
        ], cancellation).AsTask();

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_serving.Keys);
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _serving[ServeAsync(await _listener.AcceptTcpClientAsync(_ending.Token))] = true;
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It has ended.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        await Task.Yield();
        try
        {
            using (client)
            {
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var line = await reader.ReadLineAsync(_ending.Token) ?? "";
                var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                while (await reader.ReadLineAsync(_ending.Token) is { Length: > 0 } field)
                {
                    var colon = field.IndexOf(':', StringComparison.Ordinal);
                    headers[field[..colon]] = field[(colon + 1)..].Trim();
                }

                var head = new HttpHead(line.Split(' ').ElementAtOrDefault(1) ?? "", headers);
                Requests.Enqueue(head);
                await _answer(head, stream, _ending.Token);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client left, or was left.
        }
    }
}
