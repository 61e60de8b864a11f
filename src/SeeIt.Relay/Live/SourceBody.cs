namespace SeeIt.Relay.Live;

/// <summary>The bytes of an opened source: those that were read to see what it is, then the connection's. Owns the connection.</summary>
internal sealed class SourceBody(ReadOnlyMemory<byte> first, Stream stream, params IDisposable[] owned) : IDisposable
{
    private ReadOnlyMemory<byte> _first = first;

    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
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

    public void Dispose()
    {
        stream.Dispose();
        Array.ForEach(owned, item => item.Dispose());
    }
}
