using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Recordings;

/// <summary>
/// Finds the key frames in a recording's packets and their times; of radio, places a second apart. A clock that jumps, as
/// over a gap or where the source began anew, counts as standing still. Not thread-safe.
/// </summary>
/// <param name="program">Its service id; null for the first.</param>
internal sealed class PlaceFinder(int? program)
{
    private const long LargestStep = TsClock.Second;

    private readonly KeyFrameFinder _finder = new(program);
    private long _clock = TsClock.None;
    private long _ticks;
    private long _lastTicks = -TsClock.Second;

    /// <summary>Where the recording is by now.</summary>
    public TimeSpan Time => At(0).Time;

    public ProgramTables Tables => _finder.Tables;

    /// <param name="position">Where what was fed last ends in the file.</param>
    public RecordedPlace At(long position) => new(position, _ticks, _clock);

    /// <summary>What is fed next is of this place; the tables stay known.</summary>
    public void Jump(RecordedPlace place) => (_clock, _ticks, _lastTicks) = (place.Clock, place.Ticks, place.Ticks);

    /// <param name="packets">Whole ones.</param>
    /// <param name="position">Where the first begins in the file.</param>
    /// <param name="found">The places are added here.</param>
    public void Feed(ReadOnlySpan<byte> packets, long position, List<RecordedPlace> found)
    {
        for (; packets.Length >= TsPacket.Size; packets = packets[TsPacket.Size..], position += TsPacket.Size)
        {
            var packet = new TsPacket(packets);
            var keyFrame = _finder.Feed(packet, position);
            var pcr = packet.Pid == Tables.PcrPid ? TsClock.Pcr(packets) : TsClock.None;
            if (pcr != TsClock.None)
            {
                _ticks += _clock != TsClock.None && TsClock.Since(_clock, pcr) is > 0 and <= LargestStep and var step ? step : 0;
                _clock = pcr;
            }

            if (keyFrame < 0 && pcr != TsClock.None && Tables is { IsComplete: true, VideoPid: < 0 })
            {
                keyFrame = position;
            }

            if (keyFrame >= 0 && _ticks - _lastTicks >= TsClock.Second / 2)
            {
                _lastTicks = _ticks;
                found.Add(new RecordedPlace(keyFrame, _ticks, _clock));
            }
        }
    }
}
