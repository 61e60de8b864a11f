using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace SeeIt.TestKit;

/// <summary>A request's head.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">By name, in any case.</param>
public sealed record HttpHead(string Target, IReadOnlyDictionary<string, string> Headers)
{
    public string Path => Target.Split('?')[0];

    /// <param name="text">As it came.</param>
    public static HttpHead Parse(string text)
    {
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in lines.Skip(1))
        {
            var colon = field.IndexOf(':', StringComparison.Ordinal);
            headers[field[..colon]] = field[(colon + 1)..].Trim();
        }

        return new HttpHead(lines.FirstOrDefault("").Split(' ').ElementAtOrDefault(1) ?? "", headers);
    }
}

/// <summary>A web server on an address of this machine, as those have it that announce themselves: by requests it is told what to answer.</summary>
public sealed class LoopbackHttp : IAsyncDisposable
{
    private readonly FaultServer _server;

    /// <param name="address">Of the loopback network.</param>
    /// <param name="answer">Writes the answer; the connection is closed after it.</param>
    public LoopbackHttp(IPAddress address, Func<HttpHead, Stream, CancellationToken, Task> answer)
    {
        _server = new FaultServer(
            (text, stream, cancellation) =>
            {
                var head = HttpHead.Parse(text);
                Requests.Enqueue(head);
                return answer(head, stream, cancellation);
            },
            address: address);
        Address = new Uri(_server.Address, "/");
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

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
