namespace SeeIt.Relay;

public sealed partial class LiveStream
{
    /// <summary>Closes the connection whoever still watches: they get the end of the stream. Returns once it is closed; may be called again.</summary>
    internal Task EndAsync()
    {
        lock (_lock)
        {
            _ownerLeft = true;
        }

        return CloseAsync();
    }
}
