using System.Threading.Channels;
using SeeIt.Relay.Live;
using SeeIt.Relay.Ts;

namespace SeeIt.Relay;

/// <summary>The stream as it came, and its end by force.</summary>
public sealed partial class LiveStream
{
    /// <summary>Closes the connection whoever still watches: they get what has come, and then the end of the stream. Returns once it is closed; may be called again.</summary>
    internal Task EndAsync()
    {
        lock (_lock)
        {
            _ownerLeft = true;
        }

        return CloseAsync();
    }

    /// <summary>A reader with a position of its own, for which the connection stays open as for a viewer.</summary>
    /// <param name="isFromStart">From the oldest byte that is kept; else from the newest key frame, and where there is none from the oldest byte.</param>
    /// <exception cref="ObjectDisposedException">The stream was closed before.</exception>
    internal RawReader OpenReader(bool isFromStart) => new(this, isFromStart);

    /// <summary>PAT and PMT of the program; empty while they have not come.</summary>
    internal byte[] TablePackets()
    {
        lock (_lock)
        {
            return _finder.Tables.ToPackets(TsClock.None);
        }
    }

    /// <summary>Reads the bytes as they came. One caller at a time.</summary>
    internal sealed class RawReader : IDisposable
    {
        private readonly LiveStream _stream;
        private readonly Channel<bool> _news =
            Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

        private long _position;

        public RawReader(LiveStream stream, bool isFromStart)
        {
            _stream = stream;
            stream.Enter(_news);
            _position = isFromStart ? Ring.Start : NewestKeyFrame;
        }

        /// <summary>How often the reader was so slow that bytes were gone before it came to them.</summary>
        public int Skipped { get; private set; }

        private GroupRing Ring => _stream._ring;

        private long NewestKeyFrame => Math.Max(Ring.FindJoin(long.MaxValue)?.Position ?? 0, Ring.Start);

        /// <returns>How many bytes, whole packets where there is room for them; 0 at the stream's end.</returns>
        public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellation)
        {
            while (true)
            {
                var count = Ring.Read(_position, destination.Span);
                if (count > 0)
                {
                    _position += count;
                    return count;
                }

                if (count < 0)
                {
                    Skipped++;
                    _position = NewestKeyFrame;
                }
                else if (!await WaitAsync(_news.Reader, cancellation).ConfigureAwait(false) && _position >= Ring.End)
                {
                    return 0;
                }
            }
        }

        public void Dispose() => _stream.Leave(_news);
    }
}
