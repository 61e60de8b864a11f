namespace SeeIt.Relay.HdHomeRun;

/// <summary>The signal of one channel of a device, as long as it is open. Thread-safe.</summary>
internal sealed class TunerSignal(TunerDevice device, string channel) : IDisposable
{
    private int _isLeft;

    /// <summary>What the device said last; null before it did, and while it does not answer.</summary>
    public SignalReport? Report => device.SignalOf(channel);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isLeft, 1) == 0)
        {
            device.Leave();
        }
    }
}
