using System.Collections.Concurrent;

namespace SeeIt.Relay;

/// <summary>TCP ports of this machine at which this process listens: no source leads there, whoever named it. Thread-safe.</summary>
public sealed class ListeningPorts
{
    private readonly ConcurrentDictionary<int, bool> _ports = new();

    public void Add(int port) => _ports[port] = true;

    public bool Contains(int port) => _ports.ContainsKey(port);
}
