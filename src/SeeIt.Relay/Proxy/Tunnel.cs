using System.Buffers;

namespace SeeIt.Relay.Proxy;

/// <summary>A CONNECT tunnel: bytes both ways until a side ends, or none moved for the idle time while the server was waited for.</summary>
internal static class Tunnel
{
    /// <returns>
    /// True when it ended since the server left the client's last bytes without an answer. A tunnel that rests after an answer
    /// ends too, and lacks nothing; one that stops within an answer looks the same through TLS.
    /// </returns>
    public static async Task<bool> RunAsync(Stream client, Stream server, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        using var idle = new IdleTimer(limit, time, cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(idle.Token);
        var isAnswered = false;
        var up = CopyAsync(client, server, idle, suspends: false, () => Volatile.Write(ref isAnswered, false), ended.Token);
        var down = CopyAsync(server, client, idle, suspends: true, () => Volatile.Write(ref isAnswered, true), ended.Token);
        await Task.WhenAny(up, down).ConfigureAwait(false);
        var isLeft = idle.IsExpired && !Volatile.Read(ref isAnswered);
        await ended.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(up, down).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return isLeft;
    }

    /// <param name="from">Read.</param>
    /// <param name="to">Written.</param>
    /// <param name="idle">Touched by each byte.</param>
    /// <param name="suspends">The writing may take any time: a paused player reads nothing.</param>
    /// <param name="came">Called for what was read, before it is written.</param>
    /// <param name="cancellation">The end of the tunnel.</param>
    private static async Task CopyAsync(Stream from, Stream to, IdleTimer idle, bool suspends, Action came, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            while (await from.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
            {
                came();
                if (suspends)
                {
                    idle.Suspend();
                }

                await to.WriteAsync(buffer.AsMemory(0, count), cancellation).ConfigureAwait(false);
                idle.Touch();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
