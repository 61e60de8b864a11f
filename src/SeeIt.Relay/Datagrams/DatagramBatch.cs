using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SeeIt.Relay.Datagrams;

/// <summary>
/// Datagrams that one call of recvmmsg(2) took: a call for each of 2,000 a second costs more than all that is done with them.
/// Allocates nothing but itself. Not thread-safe.
/// </summary>
internal sealed unsafe partial class DatagramBatch : IDisposable
{
    private const int Capacity = 64;

    /// <summary>The largest there is. What a datagram does not fill is never touched, and so takes no memory.</summary>
    private const int SlotSize = 64 * 1024;

    /// <summary>Room for a sockaddr_in6.</summary>
    private const int NameSize = 28;

    private const int DontWait = 0x40; // MSG_DONTWAIT
    private const int WouldBlock = 11; // EAGAIN
    private const int Interrupted = 4; // EINTR

    private readonly Message* _messages;
    private readonly Vector* _vectors;
    private readonly byte* _names;
    private readonly byte* _slots;
    private bool _isDisposed;

    public DatagramBatch()
    {
        _messages = (Message*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Message));
        _vectors = (Vector*)NativeMemory.AllocZeroed(Capacity, (nuint)sizeof(Vector));
        _names = (byte*)NativeMemory.AllocZeroed(Capacity, NameSize);
        _slots = (byte*)NativeMemory.Alloc(Capacity, SlotSize);
        for (var at = 0; at < Capacity; at++)
        {
            _vectors[at] = new Vector { Base = _slots + (at * SlotSize), Length = SlotSize };
            _messages[at] = new Message { Header = new Header { Name = _names + (at * NameSize), Vectors = _vectors + at, VectorCount = 1, Control = null, ControlLength = 0, Flags = 0 } };
        }
    }

    ~DatagramBatch() => Free();

    /// <summary>Bytes of a struct mmsghdr here.</summary>
    internal static int MessageSize => sizeof(Message);

    /// <summary>How many the last call took.</summary>
    public int Count { get; private set; }

    /// <summary>There may be more.</summary>
    public bool IsFull => Count == Capacity;

    /// <summary>One of the last call's, valid until the next; empty when another than the wanted sender sent it.</summary>
    public ReadOnlySpan<byte> this[int at] => new(_slots + (at * SlotSize), (int)_messages[at].Length);

    /// <summary>Takes what is here already, and does not wait.</summary>
    /// <param name="socket">A UDP socket.</param>
    /// <param name="onlyFrom">The one sender whose datagrams count: the bytes of an <see cref="IPAddress"/> of the socket's family. Empty for all.</param>
    /// <exception cref="SocketException">The network's, such as that an interface is down.</exception>
    public void Receive(SafeSocketHandle socket, ReadOnlySpan<byte> onlyFrom)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        for (var at = 0; at < Capacity; at++)
        {
            _messages[at].Header.NameLength = NameSize;
        }

        var taken = ReceiveMessages(socket, _messages, Capacity, DontWait, null);
        Count = Math.Max(taken, 0);
        if (taken < 0 && Marshal.GetLastPInvokeError() is not (WouldBlock or Interrupted) and var error)
        {
            throw new SocketException(error, Marshal.GetPInvokeErrorMessage(error));
        }

        for (var at = 0; at < Count && !onlyFrom.IsEmpty; at++)
        {
            if (!SenderOf(at, onlyFrom.Length).SequenceEqual(onlyFrom))
            {
                _messages[at].Length = 0;
            }
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>ip(7), ipv6(7): behind family and port the IPv4 address; IPv6 has its flow label before it.</summary>
    private ReadOnlySpan<byte> SenderOf(int at, int length) =>
        new ReadOnlySpan<byte>(_names + (at * NameSize), NameSize).Slice(length == 4 ? 4 : 8, length);

    private void Free()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            NativeMemory.Free(_messages);
            NativeMemory.Free(_vectors);
            NativeMemory.Free(_names);
            NativeMemory.Free(_slots);
        }
    }

    [LibraryImport("libc", EntryPoint = "recvmmsg", SetLastError = true)]
    private static partial int ReceiveMessages(SafeSocketHandle socket, Message* messages, uint count, int flags, void* timeout);

    /// <summary>struct iovec.</summary>
    private struct Vector
    {
        public byte* Base;
        public nuint Length;
    }

    /// <summary>struct msghdr, recvmsg(2): its members have the machine's own sizes and places, 32-bit or 64-bit.</summary>
    private struct Header
    {
        public byte* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary>struct mmsghdr.</summary>
    private struct Message
    {
        public Header Header;
        public uint Length;
    }
}
