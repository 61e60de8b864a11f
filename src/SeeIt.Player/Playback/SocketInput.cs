using System.Net.Sockets;

namespace SeeIt.Player.Playback;

/// <summary>MPEG-TS that the agent writes on a media connection, as LibVLC reads it. Blocks LibVLC's input thread, and no other.</summary>
internal sealed class SocketInput(long streamId, bool isStored, MediaConnections connections) : LibVlc.MediaInput, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _aborted = new();
    private volatile Socket? _socket;
    private volatile bool _hasRead;

    /// <summary>Whether any byte came. LibVLC's own counter stands still until it has found the format.</summary>
    public bool HasRead => _hasRead;

    /// <summary>True when the agent's connection did not come.</summary>
    public bool Missing { get; private set; }

    /// <summary>
    /// It never seeks: but only what LibVLC may seek in does it read at the show's own pace, and pause by not reading on
    /// (modules/access/imem-access.c, Control). What airs it takes as it comes, and stores while it is paused.
    /// </summary>
    public override bool CanSeek => isStored;

    public override bool Open(out ulong size)
    {
        size = UnknownSize;
        _socket = connections.Take(streamId, Patience, _aborted.Token);
        Missing = _socket is null && !_aborted.IsCancellationRequested;
        return _socket is not null;
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var count = _aborted.IsCancellationRequested ? 0 : _socket!.Receive(buffer);
            _hasRead |= count > 0;
            return count;
        }
        catch (SocketException) when (_aborted.IsCancellationRequested)
        {
            return 0;
        }
    }

    public override void Close() => _socket?.Dispose();

    /// <summary>From any thread: makes a wait or a blocked read return at once, and every later one.</summary>
    public void Abort()
    {
        _aborted.Cancel();
        try
        {
            _socket?.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is closed already, by LibVLC or by the agent.
        }
    }

    /// <summary>Once LibVLC has let go of it.</summary>
    public void Dispose() => _aborted.Dispose();
}
