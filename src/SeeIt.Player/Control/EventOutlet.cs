using SeeIt.Contracts.Player;

namespace SeeIt.Player.Control;

/// <summary>Where events go: to the control connection there is, or nowhere. Thread-safe.</summary>
internal sealed class EventOutlet : IDisposable
{
    private ControlConnection? _current;

    public void Send(PlayerEvent value) => Volatile.Read(ref _current)?.Send(new PlayerMessage(Event: value));

    /// <summary>The connection before it is closed.</summary>
    public void Replace(ControlConnection connection) => Interlocked.Exchange(ref _current, connection)?.Close();

    public void Remove(ControlConnection connection) => Interlocked.CompareExchange(ref _current, null, connection);

    public void Dispose() => Interlocked.Exchange(ref _current, null)?.Close();
}
