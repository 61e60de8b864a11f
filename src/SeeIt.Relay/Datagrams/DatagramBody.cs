using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SeeIt.Relay.Live;

namespace SeeIt.Relay.Datagrams;

/// <summary>The transport stream that comes to a socket.</summary>
internal sealed class DatagramBody(DatagramSocket socket, TimeProvider time) : SourceBody
{
    /// <summary>The largest there is.</summary>
    private const int MaxDatagram = 64 * 1024;

    /// <summary>So much at most is put together for one read.</summary>
    private const int Batch = 48 * 1024;

    /// <summary>Datagrams are let gather for so long: to wake for each of 2,000 a second costs more than all the rest.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(12);

    private readonly PeriodicTimer _timer = new(Gathering, time);
    private readonly DatagramIntake _intake = new(time);
    private readonly byte[] _datagram = ArrayPool<byte>.Shared.Rent(MaxDatagram);
    private bool _isFlowing;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        await WaitAsync(cancellation).ConfigureAwait(false);
        return _intake.Read(destination.Span);
    }

    /// <summary>Returns when there is something to read.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask WaitAsync(CancellationToken cancellation)
    {
        try
        {
            if (_intake.Count == 0 && _isFlowing)
            {
                await _timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
                TakeAvailable();
                _isFlowing = _intake.Count > 0;
            }

            while (_intake.Count == 0)
            {
                var length = await socket.ReceiveAsync(_datagram, cancellation).ConfigureAwait(false);
                _intake.Take(_datagram.AsSpan(0, length));
                TakeAvailable();
                _isFlowing = true;
            }
        }
        catch (SocketException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _timer.Dispose();
        socket.Dispose();
        ArrayPool<byte>.Shared.Return(_datagram);
        return ValueTask.CompletedTask;
    }

    private void TakeAvailable()
    {
        while (_intake.Count < Batch && socket.ReceiveNow(_datagram) is >= 0 and var length)
        {
            _intake.Take(_datagram.AsSpan(0, length));
        }
    }
}
