using SeeIt.Demo.TransportStream;

namespace SeeIt.Demo.Tests.TransportStream;

/// <summary>What a strict receiver would complain about.</summary>
internal static class Continuity
{
    /// <summary>Asserts that counters have no gap, clocks do not go back, and pictures follow after one frame time each.</summary>
    /// <returns>The pictures' decoding times in 90 kHz ticks.</returns>
    public static IReadOnlyList<long> Check(byte[] stream, long frameTicks)
    {
        Assert.Equal(0, stream.Length % TsPacket.Size);
        var counters = new Dictionary<int, int>();
        var pictures = new List<long>();
        long? clock = null;
        var clockPid = -1;
        for (var offset = 0; offset < stream.Length; offset += TsPacket.Size)
        {
            var packet = new TsPacket(stream.AsSpan(offset, TsPacket.Size));
            if (packet.HasPayload)
            {
                if (counters.TryGetValue(packet.Pid, out var last))
                {
                    Assert.Equal((last + 1) & 0x0F, packet.ContinuityCounter);
                }

                counters[packet.Pid] = packet.ContinuityCounter;
            }

            if (packet.Pcr is { } now)
            {
                if (clock is { } before)
                {
                    // At most 100 ms between clock references: ISO/IEC 13818-1, 2.7.2.
                    Assert.InRange(Modulo(now - before, TimeStamps.PcrWrap), 1, TimeStamps.PcrFrequency / 10);
                }

                (clock, clockPid) = (now, packet.Pid);
            }

            if (packet.Pid == clockPid && packet.DecodingTime is { } picture)
            {
                if (pictures.Count > 0)
                {
                    Assert.Equal(frameTicks, Modulo(picture - pictures[^1], TimeStamps.PtsWrap));
                }

                pictures.Add(picture);
            }
        }

        return pictures;
    }

    private static long Modulo(long value, long wrap) => ((value % wrap) + wrap) % wrap;
}
