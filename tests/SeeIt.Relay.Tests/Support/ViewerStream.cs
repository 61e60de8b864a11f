namespace SeeIt.Relay.Tests.Support;

/// <summary>A viewer that keeps what it gets; it can be stuck, as one whose socket is full, or broken.</summary>
internal sealed class ViewerStream : MemoryStream
{
    private readonly Lock _lock = new();

    public volatile bool IsStuck;

    public bool IsBroken { get; init; }

    public byte[] Received
    {
        get
        {
            lock (_lock)
            {
                return ToArray();
            }
        }
    }

    public Task WaitForAsync(int count) => Wait.Until(() => Count >= count);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsBroken)
        {
            throw new IOException("The viewer closed.");
        }

        while (IsStuck)
        {
            await Task.Delay(5, cancellationToken);
        }

        lock (_lock)
        {
            Write(buffer.Span);
        }
    }

    private long Count
    {
        get
        {
            lock (_lock)
            {
                return Length;
            }
        }
    }
}
