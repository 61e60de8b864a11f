using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay.Tests.Support;

/// <summary>Names and public addresses of a test's own; what connects to one of them lands at a port on loopback.</summary>
internal sealed class FakeInternet
{
    private readonly Dictionary<string, IPAddress[]> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<IPAddress, int> _ports = [];
    private readonly X509ChainPolicy _policy = new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        RevocationMode = X509RevocationMode.NoCheck,
    };

    private readonly HashSet<IPAddress> _here = [];
    private byte _next = 10;

    public Network Network => new(ResolveAsync, ConnectAsync, _policy) { IsThisMachine = address => _here.Contains(address) || IPAddress.IsLoopback(address) };

    public List<IPEndPoint> Connections { get; } = [];

    /// <summary>A public host whose every port is the server's.</summary>
    public FakeInternet Host(string name, FaultServer server, X509Certificate2? trusted = null)
    {
        var address = new IPAddress([93, 184, 216, _next++]);
        _names[name] = [address];
        _ports[address] = server.Port;
        if (trusted is not null)
        {
            _policy.CustomTrustStore.Add(trusted);
        }

        return this;
    }

    /// <summary>A host of the LAN, or this machine by its address there; its every port is the server's.</summary>
    public FakeInternet Near(string name, string address, FaultServer server, bool isHere = false)
    {
        var parsed = IPAddress.Parse(address);
        _names[name] = [parsed];
        _ports[parsed] = server.Port;
        if (isHere)
        {
            _here.Add(parsed);
        }

        return this;
    }

    public FakeInternet Name(string name, params string[] addresses)
    {
        _names[name] = [.. addresses.Select(IPAddress.Parse)];
        return this;
    }

    private Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellation) =>
        _names.TryGetValue(name, out var addresses) ? Task.FromResult(addresses) : throw new SocketException((int)SocketError.HostNotFound);

    private ValueTask<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellation)
    {
        lock (Connections)
        {
            Connections.Add(endPoint);
        }

        return SeeIt.Relay.Guard.Network.ConnectTcpAsync(_ports.TryGetValue(endPoint.Address, out var port) ? new IPEndPoint(IPAddress.Loopback, port) : endPoint, cancellation);
    }
}
