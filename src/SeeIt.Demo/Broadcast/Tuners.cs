namespace SeeIt.Demo.Broadcast;

/// <summary>The virtual device's tuners: each viewer of <c>/auto/vN</c> holds one. Thread-safe.</summary>
public sealed class Tuners(int count)
{
    private int _used;

    public int Count => count;

    /// <summary>Null when all are in use; else dispose it to give the tuner back.</summary>
    public IDisposable? TryTake()
    {
        if (Interlocked.Increment(ref _used) <= count)
        {
            return new Lease(this);
        }

        Interlocked.Decrement(ref _used);
        return null;
    }

    private sealed class Lease(Tuners owner) : IDisposable
    {
        private Tuners? _owner = owner;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _owner, null) is { } owner)
            {
                Interlocked.Decrement(ref owner._used);
            }
        }
    }
}
