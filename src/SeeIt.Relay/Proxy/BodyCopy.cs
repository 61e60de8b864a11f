using System.Buffers;
using System.Text;

namespace SeeIt.Relay.Proxy;

/// <summary>
/// Copies a body to the player as it comes. Waits for the server within the idle limit, and for the player without one: it
/// may be paused. A server that trickles is one that does not answer: the limit holds for each <see cref="Least"/> bytes.
/// </summary>
internal static class BodyCopy
{
    private const int Size = 64 * 1024;

    /// <summary>In the 10 s of the product's limit, a third of what the poorest radio needs.</summary>
    private const int Least = 8 * 1024;

    // Room for the chunk's length in front of its bytes, and for the line end behind.
    private const int Front = 10;

    /// <param name="first">What was read of the body before; at most 64 KiB.</param>
    /// <param name="body">The rest of it.</param>
    /// <param name="client">The player.</param>
    /// <param name="chunked">It is to be told where it ends.</param>
    /// <param name="idle">Touched at the beginning.</param>
    public static async Task RunAsync(ReadOnlyMemory<byte> first, Stream body, Stream client, bool chunked, IdleTimer idle)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Front + Size + 2);
        try
        {
            idle.Touch();
            first.CopyTo(buffer.AsMemory(Front));
            var count = first.Length;
            for (var come = 0; ; idle.Resume())
            {
                if (count == 0)
                {
                    count = await body.ReadAsync(buffer.AsMemory(Front, Size), idle.Token).ConfigureAwait(false);
                }

                idle.Suspend();
                if (count == 0)
                {
                    break;
                }

                come += count;
                RelayMeter.Fetched(count);
                if (come >= Least)
                {
                    idle.Touch();
                    idle.Suspend();
                    come = 0;
                }

                var piece = chunked ? Frame(buffer, count) : buffer.AsMemory(Front, count);
                await client.WriteAsync(piece, idle.Token).ConfigureAwait(false);
                count = 0;
            }

            if (chunked)
            {
                await client.WriteAsync("0\r\n\r\n"u8.ToArray(), idle.Token).ConfigureAwait(false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Memory<byte> Frame(byte[] buffer, int count)
    {
        // RFC 9112, section 7.1; leading zeros are allowed, so the length has one width.
        Encoding.ASCII.GetBytes($"{count:x8}\r\n", buffer);
        "\r\n"u8.CopyTo(buffer.AsSpan(Front + count));
        return buffer.AsMemory(0, Front + count + 2);
    }
}
