using System.Buffers;

namespace SeeIt.Relay.Proxy;

/// <summary>A CONNECT tunnel: bytes both ways until a side ends, or none moved for the idle time while the server was waited for.</summary>
internal static class Tunnel
{
    /// <returns>True when it was idle for too long.</returns>
    public static async Task<bool> RunAsync(Stream client, Stream server, TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        using var idle = new IdleTimer(limit, time, cancellation);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(idle.Token);
        var up = CopyAsync(client, server, idle, suspends: false, ended.Token);
        var down = CopyAsync(server, client, idle, suspends: true, ended.Token);
        await Task.WhenAny(up, down).ConfigureAwait(false);
        var isExpired = idle.IsExpired;
        await ended.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(up, down).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return isExpired;
    }

    /// <param name="from">Read.</param>
    /// <param name="to">Written.</param>
    /// <param name="idle">Touched by each byte.</param>
    /// <param name="suspends">The writing may take any time: a paused player reads nothing.</param>
    /// <param name="cancellation">The end of the tunnel.</param>
    private static async Task CopyAsync(Stream from, Stream to, IdleTimer idle, bool suspends, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            while (await from.ReadAsync(buffer, cancellation).ConfigureAwait(false) is > 0 and var count)
            {
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
