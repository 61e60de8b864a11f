namespace SeeIt.Relay;

/// <summary>What the stream is known to hold.</summary>
public sealed partial class LiveStream
{
    /// <summary>What the tuner said last of its signal; null where there is no tuner, or it says nothing.</summary>
    public SignalReport? Signal => _body.Signal;
}
