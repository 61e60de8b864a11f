using System.Diagnostics;
using System.Net.Sockets;
using SeeIt.Contracts.Player;

namespace SeeIt.Player.Tests.Harness;

/// <summary>A clip, repeated, written on a media connection at the pace of a broadcast, as the relay does.</summary>
public sealed class TransportFeed : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private readonly bool _endless;
    private Process _ffmpeg;
    private long _written;

    private TransportFeed(Socket socket, string clip, bool endless, string muxing)
    {
        _socket = socket;
        _endless = endless;
        _ffmpeg = Begin(clip, muxing);
        _writing = WriteAsync();
    }

    public long Written => Interlocked.Read(ref _written);

    /// <summary>Completes when the player has closed the connection, or the clip is over.</summary>
    public Task Ended => _writing;

    /// <param name="player">Who is fed.</param>
    /// <param name="streamId">The header's.</param>
    /// <param name="clip">With what.</param>
    /// <param name="endless">It begins again at its end.</param>
    /// <param name="muxing">ffmpeg's options for its programs, PIDs and tables.</param>
    public static async Task<TransportFeed> Start(PlayerProcess player, long streamId, string clip, bool endless = true, string muxing = "")
        => new(await Connect(player, streamId), clip, endless, muxing);

    public static async Task<Socket> Connect(PlayerProcess player, long streamId)
    {
        var socket = await player.OpenSocket();
        await using var stream = new NetworkStream(socket, ownsSocket: false);
        await FrameStream.WriteAsync(stream, new MediaHeader(streamId), PlayerJson.Default.ConnectionHeader, CancellationToken.None);
        return socket;
    }

    /// <summary>The stream goes on with another clip, at once and without a mark.</summary>
    /// <param name="clip">The other one.</param>
    /// <param name="muxing">ffmpeg's options for its PIDs and tables.</param>
    public void Change(string clip, string muxing)
    {
        var before = Interlocked.Exchange(ref _ffmpeg, Begin(clip, muxing));
        before.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _ffmpeg.Kill();
        await _writing;
        _socket.Dispose();
        await _ffmpeg.WaitForExitAsync();
        _ffmpeg.Dispose();
        _stop.Dispose();
    }

    private Process Begin(string clip, string muxing)
    {
        var loop = _endless ? "-stream_loop -1" : "";
        return Process.Start(new ProcessStartInfo("ffmpeg", $"-nostdin -loglevel quiet -re {loop} -i {clip} -map 0 -c copy -f mpegts {muxing} pipe:1")
        {
            RedirectStandardOutput = true,
        })!;
    }

    private async Task WriteAsync()
    {
        var buffer = new byte[188 * 64];
        try
        {
            Process from;
            do
            {
                from = _ffmpeg;
                int read;
                while ((read = await from.StandardOutput.BaseStream.ReadAsync(buffer, _stop.Token)) > 0)
                {
                    await _socket.SendAsync(buffer.AsMemory(0, read), _stop.Token);
                    Interlocked.Add(ref _written, read);
                }
            }
            while (from != _ffmpeg);

            if (!_endless)
            {
                _socket.Shutdown(SocketShutdown.Both);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The player wants no more, or the test.
        }
    }
}
