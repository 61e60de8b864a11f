namespace SeeIt.Discovery;

/// <summary>Keeps a service announced while it lives; disposing it says goodbye. Thread-safe.</summary>
public interface IAnnouncer : IAsyncDisposable
{
    /// <summary>The instance name as it stands on the LAN: another one than asked for after a conflict.</summary>
    string InstanceName { get; }

    /// <summary>Replaces the TXT record, and tells the LAN.</summary>
    /// <exception cref="ArgumentException">Malformed or too long.</exception>
    void UpdateText(IReadOnlyList<KeyValuePair<string, string>> text);
}
