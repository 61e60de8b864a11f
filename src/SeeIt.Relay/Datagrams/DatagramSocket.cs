using System.Net;
using System.Net.Sockets;
using SeeIt.Relay.Guard;

namespace SeeIt.Relay.Datagrams;

/// <summary>A bound socket that takes datagrams, of one sender only where one is named. Allocates nothing per datagram. One reader at a time.</summary>
internal sealed class DatagramSocket : IDisposable
{
    /// <summary>Asked for; the kernel gives at most net.core.rmem_max. 4 MiB is 1.6 s of 20 Mbit/s.</summary>
    private const int ReceiveBuffer = 4 * 1024 * 1024;

    private readonly Socket _socket;
    private readonly ReadOnlyMemory<byte> _onlyFrom;

    public DatagramSocket(IPEndPoint bound, IPAddress? onlyFrom, bool isShared = false)
    {
        _onlyFrom = onlyFrom is null ? default : onlyFrom.GetAddressBytes();
        _socket = new Socket(bound.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = ReceiveBuffer, Blocking = false };
        try
        {
            if (isShared)
            {
                _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            }

            _socket.Bind(bound);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    /// <exception cref="SocketException">The port is taken, or the interface is not there.</exception>
    /// <exception cref="RelayFailureException">A source filter where none can be had.</exception>
    public static DatagramSocket Open(DatagramAddress address)
    {
        if (!address.IsGroup)
        {
            return OpenUnicast(address);
        }

        // Bound to the group, so that what other groups send to the same port does not come in.
        var socket = new DatagramSocket(new IPEndPoint(address.Address, address.Port), address.From, isShared: true);
        try
        {
            socket.Join(address);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Takes what is here, without waiting.</summary>
    public void Receive(DatagramBatch batch) => batch.Receive(_socket.SafeHandle, _onlyFrom.Span);

    public void Dispose() => _socket.Dispose();

    private static DatagramSocket OpenUnicast(DatagramAddress address)
    {
        try
        {
            return new DatagramSocket(new IPEndPoint(address.Address, address.Port), address.From);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // Not an address of this machine: the host that sends.
            return new DatagramSocket(new IPEndPoint(Any(address.Address.AddressFamily), address.Port), address.From ?? address.Address);
        }
    }

    private static IPAddress Any(AddressFamily family) => family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;

    private void Join(DatagramAddress address)
    {
        if (address.Address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            _socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(address.Address, InterfaceIndex(address.Local)));
        }
        else if (address.From is { AddressFamily: AddressFamily.InterNetwork } from)
        {
            JoinSource(address.Address, from, address.Local ?? IPAddress.Any);
        }
        else
        {
            _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(address.Address, address.Local ?? IPAddress.Any));
        }
    }

    /// <summary>By IGMPv3, so that a network that carries the group from this source alone (RFC 4607) sends it.</summary>
    private void JoinSource(IPAddress group, IPAddress source, IPAddress local)
    {
        const int IpLevel = 0;
        const int AddSourceMembership = 39;

        // ip(7): struct ip_mreq_source, three addresses: group, interface, source.
        byte[] request = [.. group.GetAddressBytes(), .. local.GetAddressBytes(), .. source.GetAddressBytes()];
        _socket.SetRawSocketOption(IpLevel, AddSourceMembership, request);
    }

    private static long InterfaceIndex(IPAddress? local) => local?.ScopeId ?? 0;
}
