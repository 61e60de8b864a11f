using System.Buffers;

namespace SeeIt.Relay.Datagrams;

/// <summary>
/// Puts RTP payloads back into the order of their sequence numbers. Waits for a missing one for a few packets and a
/// moment, then goes on without it. Not thread-safe; allocates only while its slots grow.
/// </summary>
internal sealed class RtpOrder(TimeProvider time)
{
    /// <summary>A packet that is so many places ahead is not waited for any longer.</summary>
    public const int Window = 16;

    /// <summary>Further away than this in either direction, the sender has begun anew (RFC 3550, appendix A.1, has 100 and 3,000).</summary>
    public const int Restart = 100;

    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly byte[][] _slots = [.. Enumerable.Repeat<byte[]>([], Window)];
    private readonly int[] _lengths = [.. Enumerable.Repeat(-1, Window)];
    private int _held;
    private uint _source;
    private ushort _next;
    private bool _isRunning;
    private long _missingSince;

    /// <summary>Takes a packet, and writes what is in order now.</summary>
    public void Take(in RtpPacket packet, IBufferWriter<byte> output)
    {
        var distance = (short)(packet.Sequence - _next);
        if (!_isRunning || packet.Source != _source || Math.Abs((int)distance) > Restart)
        {
            GiveUp(output);
            (_isRunning, _source, _next, distance) = (true, packet.Source, packet.Sequence, 0);
        }

        if (distance < 0)
        {
            return;
        }

        if (distance > 0)
        {
            Hold(packet, distance, output);
        }
        else
        {
            output.Write(packet.Payload);
            _next++;
            WriteHeld(output);
        }
    }

    private void Hold(in RtpPacket packet, int distance, IBufferWriter<byte> output)
    {
        if (_held == 0)
        {
            _missingSince = time.GetTimestamp();
        }

        var isTooFar = distance >= Window;
        for (; distance >= Window; distance--)
        {
            Skip(output);
        }

        var slot = packet.Sequence % Window;
        if (_slots[slot].Length < packet.Payload.Length)
        {
            _slots[slot] = new byte[packet.Payload.Length];
        }

        packet.Payload.CopyTo(_slots[slot]);
        _held += _lengths[slot] < 0 ? 1 : 0;
        _lengths[slot] = packet.Payload.Length;
        if (isTooFar)
        {
            WriteHeld(output);
        }
        else if (time.GetElapsedTime(_missingSince) >= Patience)
        {
            GiveUp(output);
        }
    }

    /// <summary>Writes all that is held, with its gaps.</summary>
    private void GiveUp(IBufferWriter<byte> output)
    {
        while (_held > 0)
        {
            Skip(output);
        }
    }

    private void Skip(IBufferWriter<byte> output)
    {
        if (!TryWriteNext(output))
        {
            _next++;
        }
    }

    private void WriteHeld(IBufferWriter<byte> output)
    {
        while (_held > 0 && TryWriteNext(output))
        {
        }

        if (_held > 0)
        {
            _missingSince = time.GetTimestamp();
        }
    }

    private bool TryWriteNext(IBufferWriter<byte> output)
    {
        var slot = _next % Window;
        if (_lengths[slot] < 0)
        {
            return false;
        }

        output.Write(_slots[slot].AsSpan(0, _lengths[slot]));
        _lengths[slot] = -1;
        _held--;
        _next++;
        return true;
    }
}
