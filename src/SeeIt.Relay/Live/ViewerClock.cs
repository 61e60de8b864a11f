using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Live;

/// <summary>
/// One viewer's program clock, made so that LibVLC shows the first picture as soon as it can, and goes on without a gap.
/// </summary>
/// <remarks>
/// LibVLC fills its buffer until 400 ms have gone by on the program clock (for media from callbacks its caching options
/// have no effect), and then shows a picture as long after the first clock as its presentation time says. Multiplexers let
/// the clock lag behind the pictures by another 0.3 to 1.5 s. So a viewer is first told a clock just before its first
/// picture, then at once one 400 ms later: the buffer is full with the first bytes. There the clock stands until the
/// stream's own, moved forward by the lag, has come up. From then on LibVLC reads data 400 ms before that clock says,
/// which leaves the decoder the time that it needs, and jitter the rest.
/// </remarks>
internal struct ViewerClock
{
    private const long Buffer = 400 * TsClock.Second / 1_000;

    /// <summary>Of the buffer, what the moved clock may take from the decoder.</summary>
    private const long Ahead = 150 * TsClock.Second / 1_000;

    /// <summary>How long the first picture is held back where the next ones are here already.</summary>
    private const long HeldInBurst = 120 * TsClock.Second / 1_000;

    /// <summary>And where they are yet to come, one by one, each to be decoded in time.</summary>
    private const long HeldAtTheEdge = 300 * TsClock.Second / 1_000;

    private const long LargestStep = TsClock.Second;

    private readonly long _least;
    private long _shift;
    private long _last;

    private ViewerClock(long shift, long least) => (_shift, _least, _last) = (shift, least, TsClock.None);

    /// <summary>The clock of a viewer that joins at a key frame, and what it is told first.</summary>
    /// <param name="join">Where; with a clock.</param>
    /// <param name="lead">The stream's, as of now.</param>
    /// <param name="reserve">How much longer than needed data is held back.</param>
    public static (long First, ViewerClock Clock) At(KeyFrame join, ClockLead lead, TimeSpan reserve)
    {
        var isBurst = TsClock.Since(join.Pcr, lead.Pcr) >= Buffer;
        var first = join.Pts - (isBurst ? HeldInBurst : HeldAtTheEdge) - (long)(reserve.TotalSeconds * TsClock.Second);
        return (first, new ViewerClock(lead.Least + Ahead, first + Buffer));
    }

    /// <summary>
    /// Rewrites the clock in whole packets, until the stream's clock jumps: what was measured before does not hold behind it.
    /// </summary>
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
            var moved = pcr + _shift;
            TsClock.SetPcr(packets, TsClock.Since(_least, moved) < 0 ? _least : moved);
        }
    }
}
