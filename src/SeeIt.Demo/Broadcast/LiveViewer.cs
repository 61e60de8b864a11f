using System.IO.Pipelines;
using SeeIt.Demo.TransportStream;

namespace SeeIt.Demo.Broadcast;

/// <summary>Sends one viewer what is on the air, from now on and as it airs.</summary>
public static class LiveViewer
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    /// <summary>A viewer that is so far behind loses what it did not take, as on a real tuner.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Ends when <paramref name="cancellation"/> is cancelled, or when the viewer has gone.</summary>
    public static async Task SendAsync(Station station, PipeWriter viewer, TimeProvider time, CancellationToken cancellation)
    {
        var next = station.Packets;
        using var timer = new PeriodicTimer(Tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                var aired = station.Packets;
                next = Math.Max(next, station.Clip.PacketsBy(station.Position - Patience));
                Write(station.Clip, next, aired, viewer);
                next = aired;
                var sent = await viewer.FlushAsync(cancellation);
                if (sent.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The viewer switched off, or the broadcast ends.
        }
    }

    private static void Write(Clip clip, long from, long to, PipeWriter viewer)
    {
        if (to <= from)
        {
            return;
        }

        var size = checked((int)(to - from) * TsPacket.Size);
        clip.Copy(from, viewer.GetSpan(size)[..size]);
        viewer.Advance(size);
    }
}
