using System.Buffers;
using System.IO.Compression;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Unfolding;

/// <summary>Reads a response's body within limits, of what comes over the wire and of what it unpacks to.</summary>
internal static class Body
{
    /// <summary>Packed and unpacked.</summary>
    public const int MaxBytes = 1 << 20;

    public const string Encodings = "gzip, br";

    /// <summary>A longer page is cut, for what is looked for stands at its top; a longer JSON document is not read.</summary>
    public static async Task<Reading<Fetched>> ReadAsync(HttpResponseMessage response, Uri address, string mediaType, CancellationToken cancellation)
    {
        var type = response.Content.Headers.ContentType;
        if (!string.Equals(type?.MediaType, mediaType, StringComparison.OrdinalIgnoreCase))
        {
            return LinkFailure.Unreadable;
        }

        await using var wire = new FirstBytes(await response.Content.ReadAsStreamAsync(cancellation), MaxBytes);
        await using var unpacked = Unpack(wire, response.Content.Headers.ContentEncoding);
        if (unpacked is null)
        {
            return LinkFailure.Unreadable;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(MaxBytes);
        try
        {
            var length = await unpacked.ReadAtLeastAsync(buffer.AsMemory(0, MaxBytes), MaxBytes, throwOnEndOfStream: false, cancellation);
            if (mediaType == Fetched.Json && (length == MaxBytes || wire.IsCut))
            {
                return LinkFailure.Unreadable;
            }

            return new Fetched(address, Charset.Decode(buffer.AsSpan(0, length), type!.CharSet));
        }
        catch (InvalidDataException)
        {
            return LinkFailure.Unreadable;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Stream? Unpack(Stream wire, ICollection<string> encodings) => string.Join(',', encodings).ToUpperInvariant() switch
    {
        "" or "IDENTITY" => wire,
        "GZIP" or "X-GZIP" => new GZipStream(wire, CompressionMode.Decompress),
        "BR" => new BrotliStream(wire, CompressionMode.Decompress),
        _ => null,
    };

    /// <summary>The first bytes of a stream, as if there were no more.</summary>
    private sealed class FirstBytes(Stream inner, int most) : Stream
    {
        private int _left = most;

        /// <summary>True once all that may be read was read.</summary>
        public bool IsCut => _left == 0;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer[..Math.Min(buffer.Length, _left)], cancellationToken);
            _left -= read;
            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
