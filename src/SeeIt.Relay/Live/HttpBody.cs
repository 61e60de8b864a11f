using System.Runtime.CompilerServices;
using SeeIt.Relay.HdHomeRun;

namespace SeeIt.Relay.Live;

/// <summary>The body of an answer: the bytes that were read to see what it is, then the connection's.</summary>
internal sealed class HttpBody(ReadOnlyMemory<byte> first, Stream stream, params IDisposable[] owned) : SourceBody
{
    private ReadOnlyMemory<byte> _first = first;

    public override SignalReport? Signal => Tuner?.Report;

    /// <summary>Whose signal is told; disposed with the body.</summary>
    public TunerSignal? Tuner { get; init; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
    {
        if (_first.IsEmpty)
        {
            return await stream.ReadAsync(destination, cancellation).ConfigureAwait(false);
        }

        var take = Math.Min(_first.Length, destination.Length);
        _first[..take].CopyTo(destination);
        _first = _first[take..];
        return take;
    }

    public override ValueTask DisposeAsync()
    {
        Tuner?.Dispose();
        stream.Dispose();
        Array.ForEach(owned, item => item.Dispose());
        return ValueTask.CompletedTask;
    }
}
