namespace SeeIt.Relay.Ts;

/// <summary>
/// How long before its decoding time a stream's data is there: the least of the last seconds, over video and audio.
/// Multiplexers let the program clock lag by 0.3 to 1.5 s so that a receiver's buffer can fill; a player that follows the
/// clock waits that long before it moves. Not thread-safe; allocates only when a new PID appears.
/// </summary>
internal sealed class ClockLead
{
    private const long Window = 2 * TsClock.Second;
    private const long LargestStep = TsClock.Second;
    private const long LargestLead = 5 * TsClock.Second;

    private readonly Dictionary<int, long> _pending = [];
    private long _windowFrom = TsClock.None;
    private long _least = long.MaxValue;
    private long _leastBefore = long.MaxValue;

    /// <summary>The program clock as it was last seen; <see cref="TsClock.None"/> before.</summary>
    public long Pcr { get; private set; } = TsClock.None;

    /// <summary>Ticks of 90 kHz, never negative; 0 while nothing is known.</summary>
    public long Least => Math.Min(_least, _leastBefore) is var least and < long.MaxValue ? least : 0;

    /// <summary>The decoding time of a PID's newest unit; <see cref="TsClock.None"/> when it is not known.</summary>
    public long NewestDts(int pid) => _pending.GetValueOrDefault(pid, TsClock.None);

    /// <param name="bytes">The next packet.</param>
    /// <param name="clockPid">See <see cref="ProgramTables.PcrPid"/>.</param>
    public void Feed(ReadOnlySpan<byte> bytes, int clockPid)
    {
        var packet = new TsPacket(bytes);
        if (packet.Pid == clockPid && TsClock.Pcr(bytes) is >= 0 and var pcr)
        {
            SetPcr(pcr);
        }

        if (packet.StartsUnit && Pcr != TsClock.None && !packet.IsScrambled)
        {
            StartUnit(packet.Pid, TsClock.Dts(packet.Payload));
        }
    }

    private void SetPcr(long pcr)
    {
        if (Pcr != TsClock.None && TsClock.Since(Pcr, pcr) is < 0 or > LargestStep)
        {
            // Another timeline: what was learnt of the one before does not hold.
            _pending.Clear();
            (_least, _leastBefore, _windowFrom) = (long.MaxValue, long.MaxValue, pcr);
        }
        else if (_windowFrom == TsClock.None || TsClock.Since(_windowFrom, pcr) >= Window)
        {
            (_leastBefore, _least, _windowFrom) = (_least, long.MaxValue, pcr);
        }

        Pcr = pcr;
    }

    /// <summary>The next unit of a PID begins: the one before is here to its end.</summary>
    private void StartUnit(int pid, long dts)
    {
        if (_pending.Remove(pid, out var before) && TsClock.Since(Pcr, before) is >= 0 and < LargestLead and var lead)
        {
            _least = Math.Min(_least, lead);
        }

        if (dts != TsClock.None)
        {
            _pending[pid] = dts;
        }
    }
}
