namespace SeeIt.Relay.Live;

/// <summary>The bytes of an opened source, however they come. Owns the connection. One reader at a time.</summary>
internal abstract class SourceBody : IAsyncDisposable
{
    /// <summary>Reads what has come, and waits when nothing has.</summary>
    /// <returns>How many bytes; 0 at the end.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public abstract ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation);

    /// <summary>What the tuner said last of its signal; null where there is no tuner, or it says nothing. Any thread.</summary>
    public virtual SignalReport? Signal => null;

    /// <summary>Returns once the source's side is let go, a tuner too, as far as the source can be told in a moment. Never throws.</summary>
    public abstract ValueTask DisposeAsync();
}
