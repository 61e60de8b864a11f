using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Live;

/// <summary>
/// One viewer's program clock: the stream's, moved forward by what the multiplexer lets it lag, so that the player shows
/// the first picture when it has it. Until the stream's clock jumps: what was measured before does not hold behind it.
/// </summary>
/// <param name="shift">Ticks of 90 kHz.</param>
internal struct ViewerClock(long shift)
{
    private const long LargestStep = TsClock.Second;

    private long _shift = shift;
    private long _last = TsClock.None;

    /// <summary>Rewrites the clock in whole packets.</summary>
    public void Restamp(Span<byte> packets)
    {
        for (; _shift != 0 && packets.Length >= TsPacket.Size; packets = packets[TsPacket.Size..])
        {
            if (TsClock.Pcr(packets) is not (>= 0 and var pcr))
            {
                continue;
            }

            if (_last != TsClock.None && TsClock.Since(_last, pcr) is < 0 or > LargestStep)
            {
                _shift = 0;
                return;
            }

            _last = pcr;
            TsClock.ShiftPcr(packets, _shift);
        }
    }
}
