using System.Buffers;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Live;

/// <summary>
/// The last bytes of a live stream, whole packets, with the places where key frames begin. One writer, any number of
/// readers, each with a position of its own; positions count bytes from the stream's beginning. Thread-safe.
/// </summary>
internal sealed class GroupRing : IDisposable
{
    // A multiple of the packet, so that dropping a block leaves the front on a packet.
    private const int BlockSize = 320 * TsPacket.Size;

    private readonly Lock _lock = new();
    private readonly int _bound;
    private readonly Queue<byte[]> _blocks = new();
    private readonly List<KeyFrame> _keyFrames = [];
    private byte[] _tail = [];
    private int _tailLength = BlockSize;
    private long _start;
    private long _end;

    /// <param name="bound">Bytes to keep. The newest group of pictures stays whole up to twice as many.</param>
    public GroupRing(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, BlockSize);
        _bound = bound;
    }

    public long Start
    {
        get
        {
            lock (_lock)
            {
                return _start;
            }
        }
    }

    public long End
    {
        get
        {
            lock (_lock)
            {
                return _end;
            }
        }
    }

    public void Append(ReadOnlySpan<byte> packets)
    {
        lock (_lock)
        {
            while (!packets.IsEmpty)
            {
                if (_tailLength == BlockSize)
                {
                    MakeRoom_NeedsLock();
                }

                var take = Math.Min(BlockSize - _tailLength, packets.Length);
                packets[..take].CopyTo(_tail.AsSpan(_tailLength));
                _tailLength += take;
                _end += take;
                packets = packets[take..];
            }
        }
    }

    public void Mark(KeyFrame frame)
    {
        lock (_lock)
        {
            if (frame.Position >= _start)
            {
                _keyFrames.Add(frame);
            }
        }
    }

    /// <summary>Where a viewer joins: the last key frame that came at <paramref name="latest"/> or before, else the oldest one kept.</summary>
    /// <returns>Null while there is no key frame.</returns>
    public KeyFrame? FindJoin(long latest)
    {
        lock (_lock)
        {
            var index = _keyFrames.FindLastIndex(frame => frame.Timestamp <= latest);
            return _keyFrames.Count == 0 ? null : _keyFrames[Math.Max(index, 0)];
        }
    }

    /// <summary>Copies what lies at <paramref name="position"/>.</summary>
    /// <returns>How many bytes: 0 at the end; -1 when the position fell out of the ring.</returns>
    public int Read(long position, Span<byte> destination)
    {
        lock (_lock)
        {
            if (position < _start)
            {
                return -1;
            }

            var offset = position - _start;
            var skip = (int)(offset / BlockSize);
            var inBlock = (int)(offset % BlockSize);
            var copied = 0;
            foreach (var block in _blocks)
            {
                if (skip-- > 0)
                {
                    continue;
                }

                var available = (ReferenceEquals(block, _tail) ? _tailLength : BlockSize) - inBlock;
                var take = Math.Min(available, destination.Length - copied);
                block.AsSpan(inBlock, take).CopyTo(destination[copied..]);
                copied += take;
                inBlock = 0;
                if (copied == destination.Length)
                {
                    break;
                }
            }

            return copied;
        }
    }

    /// <summary>Gives the memory back. The ring is empty afterwards: every position has fallen out.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            while (_blocks.TryDequeue(out var block))
            {
                ArrayPool<byte>.Shared.Return(block);
            }

            (_tail, _tailLength, _start) = ([], BlockSize, _end);
            _keyFrames.Clear();
        }
    }

    private void MakeRoom_NeedsLock()
    {
        var kept = (long)_blocks.Count * BlockSize;
        while (kept + BlockSize > _bound && (kept + BlockSize > 2L * _bound || !HoldsNewestGroup_NeedsLock()))
        {
            ArrayPool<byte>.Shared.Return(_blocks.Dequeue());
            kept -= BlockSize;
            _start += BlockSize;
        }

        var gone = _keyFrames.FindIndex(frame => frame.Position >= _start);
        _keyFrames.RemoveRange(0, gone < 0 ? _keyFrames.Count : gone);
        _tail = ArrayPool<byte>.Shared.Rent(BlockSize);
        _tailLength = 0;
        _blocks.Enqueue(_tail);
    }

    private bool HoldsNewestGroup_NeedsLock() =>
        _keyFrames.Count > 0 && _keyFrames[^1].Position < _start + BlockSize;
}
