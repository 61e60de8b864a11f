using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SeeIt.Relay.Live;

namespace SeeIt.Relay.Datagrams;

/// <summary>The transport stream that comes to a socket.</summary>
internal sealed class DatagramBody(DatagramSocket socket, TimeProvider time) : SourceBody
{
    /// <summary>
    /// How often the socket is looked at. To be woken by it costs more than all the rest: .NET hears of each of 2,000
    /// datagrams a second, whether it waits for one or not, as soon as it has waited for the first.
    /// </summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly PeriodicTimer _timer = new(Gathering, time);
    private readonly DatagramIntake _intake = new(time);
    private readonly DatagramBatch _batch = new();

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
            while (_intake.Count == 0)
            {
                // A full batch may have left some behind: a fast stream must not wait.
                if (!_batch.IsFull)
                {
                    await _timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
                }

                TakeBatch();
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
        _batch.Dispose();
        return ValueTask.CompletedTask;
    }

    private void TakeBatch()
    {
        socket.Receive(_batch);
        for (var at = 0; at < _batch.Count; at++)
        {
            _intake.Take(_batch[at]);
        }
    }
}
