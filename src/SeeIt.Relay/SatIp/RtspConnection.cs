using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay.SatIp;

/// <summary>
/// Requests and answers of RTSP 1.0 over one connection, with the binary frames that may come between them (RFC 2326,
/// section 10.12). One caller at a time reads, and one writes.
/// </summary>
internal sealed class RtspConnection(Stream stream, string host) : IDisposable
{
    private const byte FrameMark = (byte)'$';
    private const int FrameHeader = 4;

    private readonly byte[] _buffer = new byte[FrameHeader + ushort.MaxValue + 1];
    private int _start;
    private int _end;
    private int _sequence;

    /// <summary>The bytes between the header's and the next message; valid until the next read.</summary>
    public ReadOnlySpan<byte> Frame => _buffer.AsSpan(_start - FrameLength, FrameLength);

    /// <summary>The channel of <see cref="Frame"/>.</summary>
    public int FrameChannel { get; private set; }

    private int FrameLength { get; set; }

    /// <exception cref="IOException">The connection broke.</exception>
    public async Task SendAsync(string method, string address, string? session, string? transport, CancellationToken cancellation)
    {
        var request = new StringBuilder()
            .Append(method).Append(' ').Append(address).Append(" RTSP/1.0\r\n")
            .Append("CSeq: ").Append(++_sequence).Append("\r\n")
            .Append("User-Agent: See it\r\n");
        if (session is not null)
        {
            request.Append("Session: ").Append(session).Append("\r\n");
        }

        if (transport is not null)
        {
            request.Append("Transport: ").Append(transport).Append("\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.Append("\r\n").ToString()), cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads up to the last request's answer, and passes over frames and other answers before it.</summary>
    public async Task<RtspResponse> ReadResponseAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (await ReadAsync(cancellation).ConfigureAwait(false) is { } response
                && (response["CSeq"] is not { } number || number == _sequence.ToString(CultureInfo.InvariantCulture)))
            {
                return response;
            }
        }
    }

    /// <summary>Reads the next message.</summary>
    /// <returns>An answer; null when it is a frame.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="RelayFailureException">The server speaks something else.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<RtspResponse?> ReadAsync(CancellationToken cancellation)
    {
        await EnsureAsync(1, cancellation).ConfigureAwait(false);
        if (_buffer[_start] == FrameMark)
        {
            await EnsureAsync(FrameHeader, cancellation).ConfigureAwait(false);
            FrameChannel = _buffer[_start + 1];
            FrameLength = (_buffer[_start + 2] << 8) | _buffer[_start + 3];
            await EnsureAsync(FrameHeader + FrameLength, cancellation).ConfigureAwait(false);
            _start += FrameHeader + FrameLength;
            return null;
        }

        int length;
        while ((length = _buffer.AsSpan(_start.._end).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await EnsureAsync(_end - _start + 1, cancellation).ConfigureAwait(false);
        }

        var response = RtspResponse.Parse(_buffer.AsSpan(_start, length));
        if (response is null || response.ContentLength > _buffer.Length - length - 4)
        {
            throw new RelayFailureException(new RelayFailure(RelayFailureKind.Unreachable, $"{host} answered with something that is not RTSP."));
        }

        await EnsureAsync(length + 4 + response.ContentLength, cancellation).ConfigureAwait(false);
        _start += length + 4 + response.ContentLength;
        return response;
    }

    public void Dispose() => stream.Dispose();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask EnsureAsync(int count, CancellationToken cancellation)
    {
        if (_end - _start < count && _start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        while (_end - _start < count)
        {
            var read = _end == _buffer.Length ? 0 : await stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                throw new RelayFailureException(new RelayFailure(RelayFailureKind.Unreachable, $"{host} closed the connection."));
            }

            _end += read;
        }
    }
}
