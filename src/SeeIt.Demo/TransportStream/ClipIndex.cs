using System.Runtime.InteropServices;

namespace SeeIt.Demo.TransportStream;

/// <summary>What one pass over a clip's packets finds.</summary>
/// <param name="AirTimes">Per packet, rising: 27 MHz ticks after the first PCR at which it is on the air.</param>
/// <param name="Counters">Per packet: how many payloads of its PID there are up to it, so its continuity counter in the first loop.</param>
/// <param name="PayloadsPerLoop">By PID.</param>
/// <param name="KeyFrames">Per key frame: the packet where it begins, with its PAT.</param>
/// <param name="LoopTicks">27 MHz ticks of one loop, a multiple of 300.</param>
internal sealed record ClipIndex(
    long[] AirTimes,
    int[] Counters,
    Dictionary<int, int> PayloadsPerLoop,
    int[] KeyFrames,
    long LoopTicks)
{
    private const int PatPid = 0;

    /// <exception cref="InvalidDataException">The bytes are not MPEG-TS, or hold no video with a clock to loop by.</exception>
    public static ClipIndex Of(byte[] bytes)
    {
        var (count, rest) = Math.DivRem(bytes.Length, TsPacket.Size);
        if (count == 0 || rest != 0)
        {
            throw new InvalidDataException($"{bytes.Length} bytes are not a whole number of MPEG-TS packets.");
        }

        var counters = new int[count];
        var payloads = new Dictionary<int, int>();
        var clocks = new List<(int Packet, long Ticks)>();
        var pictures = new List<long>();
        var keyFrames = new List<int>();
        var clockPid = -1;
        var table = 0;
        for (var number = 0; number < count; number++)
        {
            var packet = new TsPacket(bytes.AsSpan(number * TsPacket.Size, TsPacket.Size));
            ref var payloadsOfPid = ref CollectionsMarshal.GetValueRefOrAddDefault(payloads, packet.Pid, out _);
            payloadsOfPid += packet.HasPayload ? 1 : 0;
            counters[number] = payloadsOfPid;

            if (packet.Pcr is { } clock)
            {
                clocks.Add((number, clock));
                clockPid = packet.Pid;
            }

            if (packet.Pid == PatPid)
            {
                table = number;
            }

            // The clips' clock rides with the video: the PID of the PCR is the pictures'.
            if (packet.Pid == clockPid && packet.DecodingTime is { } picture)
            {
                pictures.Add(picture);
                if (packet.IsRandomAccess)
                {
                    keyFrames.Add(table);
                }
            }
        }

        if (pictures.Count < 2 || keyFrames.Count == 0)
        {
            throw new InvalidDataException("There is no video that carries the clock (PCR) and begins with a key frame.");
        }

        var loopTicks = LoopOf(pictures) * TimeStamps.PcrTicksPerPtsTick;
        return new ClipIndex(AirTimesOf(clocks, count, loopTicks), counters, payloads, [.. keyFrames], loopTicks);
    }

    /// <summary>As many frame times as there are pictures, in 90 kHz ticks.</summary>
    private static long LoopOf(List<long> pictures)
    {
        var frame = pictures[1] - pictures[0];
        for (var i = 1; i < pictures.Count; i++)
        {
            if (pictures[i] - pictures[i - 1] != frame)
            {
                throw new InvalidDataException($"Picture {i} does not follow after one frame time, as it must for a loop without a seam.");
            }
        }

        return frame * pictures.Count;
    }

    /// <summary>PCR says when its packet is on the air; those between two are spread evenly.</summary>
    private static long[] AirTimesOf(List<(int Packet, long Ticks)> clocks, int count, long loopTicks)
    {
        var times = new long[count];
        var origin = clocks[0].Ticks;
        for (var i = 0; i < clocks.Count; i++)
        {
            var (from, start) = clocks[i];
            var (to, stop) = i + 1 < clocks.Count ? clocks[i + 1] : (count, origin + loopTicks);
            if (stop < start)
            {
                throw new InvalidDataException($"The clock (PCR) goes back at packet {to}.");
            }

            for (var packet = from; packet < to; packet++)
            {
                times[packet] = start - origin + ((stop - start) * (packet - from) / (to - from));
            }
        }

        return times;
    }
}
