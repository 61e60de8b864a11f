using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Live;

/// <summary>
/// One viewer's program clock, written so that the player shows the first picture as soon as it can go on from it.
/// <code>
///   Held ──── what the margin asks for is here ────▶ Ahead ──── the stream's clock jumps ────▶ AsItIs
/// </code>
/// A player that follows the clock shows a picture when the clock has come from its first value to the picture's decoding
/// time, and LibVLC begins to count when the clock has moved by its buffer. So the clock stands at the first picture's
/// decoding time while the margin fills, then leaps over the buffer, and from there on runs as the stream's does. Where the
/// stream's clock jumps, what was measured before does not hold any more.
/// </summary>
internal sealed class ViewerClock
{
    /// <summary>LibVLC takes a clock that is later than the first unit it gets for a broken one, and delays everything.</summary>
    private const long BeforeFirst = TsClock.Second / 100;

    /// <summary>
    /// LibVLC 3.0.24 holds 400 ms of media from callbacks back, whatever its caching options say. It begins to count behind
    /// them. A clock that leapt further would make it wait, one that stood still afterwards would make it hurry.
    /// </summary>
    private const long PlayersBuffer = TsClock.Second * 41 / 100;

    private const long LongestHold = TsClock.Second * 2;
    private const long LargestStep = TsClock.Second;

    /// <summary>PIDs whose last unit is of a time before the first picture.</summary>
    private readonly List<int> _early = [];
    private readonly long _joined;
    private readonly long _margin;
    private State _state;
    private long _last;
    private long _shift;

    /// <param name="joined">The stream's clock where the viewer joins; <see cref="TsClock.None"/> leaves the clock as it is.</param>
    /// <param name="firstDecoded">The decoding time of the first picture; likewise.</param>
    /// <param name="margin">How much beyond it has to be here before it is shown.</param>
    public ViewerClock(long joined, long firstDecoded, TimeSpan margin)
    {
        (_joined, _last, _margin) = (joined, joined, (long)(margin.TotalSeconds * TsClock.Second));
        if (joined != TsClock.None && firstDecoded != TsClock.None)
        {
            (_state, First) = (State.Held, TsClock.Add(firstDecoded, -BeforeFirst));
        }
    }

    private enum State
    {
        AsItIs,
        Held,
        Ahead,
    }

    /// <summary>What the viewer's clock begins with; <see cref="TsClock.None"/> when it is left as it is.</summary>
    public long First { get; } = TsClock.None;

    /// <summary>Rewrites the clock in whole packets, and takes out sound of before the first picture.</summary>
    /// <param name="packets">The viewer's next ones.</param>
    /// <param name="least">See <see cref="ClockLead.Least"/>: as it is known now.</param>
    /// <param name="clockPid">See <see cref="ProgramTables.PcrPid"/>: other clocks are left as they are.</param>
    public void Restamp(Span<byte> packets, long least, int clockPid)
    {
        for (; _state != State.AsItIs && packets.Length >= TsPacket.Size; packets = packets[TsPacket.Size..])
        {
            var packet = packets[..TsPacket.Size];
            var view = new TsPacket(packet);
            if (view.Pid == clockPid && TsClock.Pcr(packet) is >= 0 and var pcr)
            {
                Move(packet, pcr, least);
            }
            else if ((_state == State.Held || _early.Count > 0) && IsEarly(view))
            {
                TsPacket.MakeNull(packet);
            }
        }
    }

    private void Move(Span<byte> packet, long pcr, long least)
    {
        if (TsClock.Since(_last, pcr) is < 0 or > LargestStep)
        {
            _state = State.AsItIs;
            return;
        }

        _last = pcr;
        if (_state == State.Held && (TsClock.Since(First, TsClock.Add(pcr, least)) >= _margin || TsClock.Since(_joined, pcr) >= LongestHold + _margin))
        {
            (_state, _shift) = (State.Ahead, TsClock.Since(pcr, TsClock.Add(First, PlayersBuffer)));
        }

        TsClock.SetPcr(packet, _state == State.Held ? First : TsClock.Add(pcr, _shift));
    }

    /// <summary>It could not be heard, and LibVLC would set its clock by it.</summary>
    private bool IsEarly(in TsPacket packet)
    {
        if (packet.StartsUnit)
        {
            _early.Remove(packet.Pid);
            if (TsClock.Dts(packet.Payload) is >= 0 and var dts && TsClock.Since(First, dts) < 0)
            {
                _early.Add(packet.Pid);
            }
        }

        return _early.Contains(packet.Pid);
    }
}
