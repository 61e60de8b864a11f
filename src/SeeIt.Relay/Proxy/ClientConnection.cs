using System.Net.Sockets;
using System.Text;

namespace SeeIt.Relay.Proxy;

/// <summary>One connection of the player's: heads in, heads out. Not thread-safe.</summary>
internal sealed class ClientConnection(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[ProxyRequest.MaxHead];
    private int _length;

    public NetworkStream Stream { get; } = new(socket, ownsSocket: true);

    /// <summary>Reads one head, and keeps what came after it.</summary>
    /// <returns>Its bytes; empty when the player closed; null when it is too long.</returns>
    public async ValueTask<byte[]?> ReadHeadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var head = _buffer[..(end + 4)];
                _length -= head.Length;
                _buffer.AsSpan(head.Length, _length).CopyTo(_buffer);
                return head;
            }

            if (_length == _buffer.Length)
            {
                return null;
            }

            var count = await Stream.ReadAsync(_buffer.AsMemory(_length), cancellation).ConfigureAwait(false);
            if (count == 0)
            {
                return [];
            }

            _length += count;
        }
    }

    /// <summary>What came after the last head.</summary>
    public ReadOnlyMemory<byte> TakeRest()
    {
        var rest = _buffer.AsMemory(0, _length);
        _length = 0;
        return rest;
    }

    public ValueTask WriteHeadAsync(string status, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellation)
    {
        var head = new StringBuilder($"HTTP/1.1 {status}\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return Stream.WriteAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), cancellation);
    }

    public async ValueTask WriteTextAsync(string status, string text, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes(text + "\n");
        await WriteHeadAsync(
            status,
            [new("Content-Type", "text/plain; charset=utf-8"), new("Content-Length", $"{body.Length}"), new("Connection", "close")],
            cancellation).ConfigureAwait(false);
        await Stream.WriteAsync(body, cancellation).ConfigureAwait(false);
    }

    public void Dispose() => Stream.Dispose();
}
