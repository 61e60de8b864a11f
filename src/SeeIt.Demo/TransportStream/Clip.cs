namespace SeeIt.Demo.TransportStream;

/// <summary>
/// A looping clip: an MPEG-TS file whose pictures and sound have the same length, read as a stream without end.
/// Packets are numbered from 0 over all loops, and each is a pure function of its number: whoever asks gets the same
/// bytes. Immutable, safe for any number of readers.
/// </summary>
public sealed class Clip
{
    private readonly byte[] _bytes;
    private readonly long[] _airTimes;
    private readonly int[] _counters;
    private readonly Dictionary<int, int> _payloadsPerLoop;
    private readonly int[] _keyFrames;
    private readonly long _loopTicks;

    private Clip(byte[] bytes, ClipIndex index)
    {
        _bytes = bytes;
        _airTimes = index.AirTimes;
        _counters = index.Counters;
        _payloadsPerLoop = index.PayloadsPerLoop;
        _keyFrames = index.KeyFrames;
        _loopTicks = index.LoopTicks;
    }

    /// <summary>The length of one loop.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(_loopTicks * TimeSpan.TicksPerSecond / TimeStamps.PcrFrequency);

    /// <summary>Key frames in one loop.</summary>
    public int KeyFramesPerLoop => _keyFrames.Length;

    private int PacketsPerLoop => _airTimes.Length;

    /// <exception cref="InvalidDataException">The file is not a clip that can loop; the message says why.</exception>
    public static Clip Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            return new Clip(bytes, ClipIndex.Of(bytes));
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException($"{path}: {exception.Message} Make it again with packaging/make-clips.sh.", exception);
        }
    }

    /// <summary>How many packets are on the air by this time since the first loop began.</summary>
    public long PacketsBy(TimeSpan position)
    {
        var ticks = (long)(position.Ticks * ((double)TimeStamps.PcrFrequency / TimeSpan.TicksPerSecond));
        var (loop, within) = Math.DivRem(ticks, _loopTicks);
        var found = Array.BinarySearch(_airTimes, within);
        var aired = found < 0 ? ~found : found;
        return (loop * PacketsPerLoop) + aired;
    }

    /// <summary>The number of the packet at which a key frame begins, its PAT and PMT first.</summary>
    /// <param name="keyFrame">Counted from 0 over all loops.</param>
    public long PacketOfKeyFrame(long keyFrame)
    {
        var (loop, within) = Math.DivRem(keyFrame, _keyFrames.Length);
        return (loop * PacketsPerLoop) + _keyFrames[within];
    }

    /// <summary>Copies packets, with time stamps and continuity counters that run on from loop to loop.</summary>
    /// <param name="first">Number of the first packet.</param>
    /// <param name="destination">A multiple of <see cref="TsPacket.Size"/> bytes; filled.</param>
    public void Copy(long first, Span<byte> destination)
    {
        for (var number = first; !destination.IsEmpty; number++, destination = destination[TsPacket.Size..])
        {
            var (loop, within) = Math.DivRem(number, PacketsPerLoop);
            var target = destination[..TsPacket.Size];
            _bytes.AsSpan((int)within * TsPacket.Size, TsPacket.Size).CopyTo(target);
            var packet = new TsPacket(target);
            packet.Shift(loop * _loopTicks);
            packet.ContinuityCounter = (int)((_counters[within] + (loop * _payloadsPerLoop[packet.Pid])) & 0x0F);
        }
    }
}
