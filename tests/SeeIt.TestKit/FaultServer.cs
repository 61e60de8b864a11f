using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SeeIt.TestKit;

/// <summary>A server on an address of this machine that answers each connection's first request as the test says, byte for byte, and then closes.</summary>
public sealed class FaultServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _serving = new();
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;

    /// <param name="answer">Is given the request's head, and writes the answer; the connection is closed after it.</param>
    /// <param name="certificate">It speaks TLS with this one, which stays the caller's.</param>
    /// <param name="address">Of the loopback network; 127.0.0.1 when null.</param>
    public FaultServer(Func<string, Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null, IPAddress? address = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener = new TcpListener(address ?? IPAddress.Loopback, 0);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Address => new($"http://{_listener.LocalEndpoint}/live");

    /// <summary>The request heads that came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public static FaultServer Text(string response) => new((_, stream, cancellation) => SendAsync(stream, response, cancellation));

    /// <summary>Answers 200 with these bytes, then keeps the connection open.</summary>
    public static FaultServer Bytes(byte[] body, bool thenClose = false) => new(async (_, stream, cancellation) =>
    {
        await SendAsync(stream, "HTTP/1.1 200 OK\r\nContent-Type: video/mp2t\r\nConnection: close\r\n\r\n", cancellation);
        await stream.WriteAsync(body, cancellation);
        if (!thenClose)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }
    });

    /// <summary>Takes each request, and never says a word.</summary>
    /// <param name="certificate">As the constructor takes it: but for its handshake.</param>
    public static FaultServer Silent(X509Certificate2? certificate = null) =>
        new((_, _, cancellation) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation), certificate);

    public static async Task SendAsync(Stream stream, string text, CancellationToken cancellation) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_serving.Keys);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _serving[ServeAsync(await _listener.AcceptSocketAsync(_stopping.Token))] = true;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // It has ended.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        try
        {
            await using Stream plain = new NetworkStream(socket, ownsSocket: true);
            await using var stream = await SecuredAsync(plain);
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stopping.Token) == 1)
            {
                head.Append((char)one[0]);
            }

            Requests.Enqueue(head.ToString());
            await _answer(head.ToString(), stream, _stopping.Token);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException or OperationCanceledException or AuthenticationException)
        {
            // The client left, or was left.
        }
    }

    private async Task<Stream> SecuredAsync(Stream plain)
    {
        if (_certificate is null)
        {
            return plain;
        }

        var tls = new SslStream(plain);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stopping.Token);
        return tls;
    }
}
