using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SeeIt.Contracts.Player;

/// <summary>
/// Frames on a byte stream: four bytes little-endian length, then that many bytes of UTF-8 JSON.
/// Not thread-safe: one reader at a time, one writer at a time.
/// </summary>
public static class FrameStream
{
    /// <summary>The protocol's version, in <see cref="HelloRequest"/>. Agent and player are installed together: only equal versions talk.</summary>
    public const int ProtocolVersion = 3;

    /// <summary>A longer frame is refused: it holds no more than a snapshot.</summary>
    public const int MaxLength = 16 * 1024 * 1024;

    /// <summary>Writes one frame in one write.</summary>
    public static async ValueTask WriteAsync<T>(Stream stream, T value, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        var frame = new byte[4 + json.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, json.Length);
        json.CopyTo(frame, 4);
        await stream.WriteAsync(frame, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads one frame, and not a byte more. Null when the stream ends before a frame begins.</summary>
    /// <exception cref="InvalidDataException">The length is out of range, or the JSON is not a <typeparamref name="T"/>.</exception>
    /// <exception cref="EndOfStreamException">The stream ended inside a frame.</exception>
    public static async ValueTask<T?> ReadAsync<T>(Stream stream, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = new byte[4];
        var got = await stream.ReadAtLeastAsync(header, 4, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
        if (got == 0)
        {
            return null;
        }

        if (got < 4)
        {
            throw new EndOfStreamException("The stream ended inside a frame's length.");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(header);
        if (length is < 0 or > MaxLength)
        {
            throw new InvalidDataException($"A frame of {length} bytes: at most {MaxLength} are allowed.");
        }

        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await stream.ReadExactlyAsync(buffer.AsMemory(0, length), cancellation).ConfigureAwait(false);
            return JsonSerializer.Deserialize(buffer.AsSpan(0, length), type)
                ?? throw new InvalidDataException("The frame holds null.");
        }
        // NotSupportedException: the JSON does not say which subtype it is.
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"The frame is not a {typeof(T).Name}: {exception.Message}", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
