namespace SeeIt.Relay.Proxy;

/// <summary>One request of the player's, from its being read: what the relay waits for its source, and the rest, which is the relay's own. Not thread-safe.</summary>
internal sealed class ProxyTiming(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>Waited for the source.</summary>
    public TimeSpan Source { get; private set; }

    /// <summary>All else until now.</summary>
    public TimeSpan Own => time.GetElapsedTime(_began) - Source;

    public async Task<T> WaitAsync<T>(Task<T> source)
    {
        var waits = time.GetTimestamp();
        try
        {
            return await source.ConfigureAwait(false);
        }
        finally
        {
            Source += time.GetElapsedTime(waits);
        }
    }
}
