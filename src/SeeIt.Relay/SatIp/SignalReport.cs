using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SeeIt.Relay;

/// <summary>What a tuner says of its signal.</summary>
/// <param name="Level">Strength, 0 to 100.</param>
/// <param name="IsLocked">The tuner receives something on this frequency.</param>
/// <param name="Quality">0 to 100, where 100 is without errors.</param>
public sealed record SignalReport(int Level, bool IsLocked, int Quality)
{
    private const int ApplicationDefined = 204;

    // Of the level 32 is -65 dBm, and 224 is -25 dBm.
    private const int MostLevel = 255;
    private const int MostQuality = 15;

    /// <summary>Finds the report in a compound RTCP packet (RFC 3550, section 6.7; SAT&gt;IP 1.2.2, section 3.5.7).</summary>
    /// <returns>Null when there is none.</returns>
    internal static SignalReport? Parse(ReadOnlySpan<byte> rtcp)
    {
        while (rtcp.Length >= 4 && rtcp[0] >> 6 == 2)
        {
            var length = 4 * (BinaryPrimitives.ReadUInt16BigEndian(rtcp[2..]) + 1);
            if (length > rtcp.Length)
            {
                return null;
            }

            if (rtcp[1] == ApplicationDefined && length >= 16 && rtcp[8..12].SequenceEqual("SES1"u8))
            {
                var text = rtcp[16..length];
                var said = BinaryPrimitives.ReadUInt16BigEndian(rtcp[14..]);
                return ParseText(Encoding.ASCII.GetString(text[..Math.Min(said, text.Length)]));
            }

            rtcp = rtcp[length..];
        }

        return null;
    }

    private static int Percent(int value, int most) => Math.Min(value, most) * 100 / most;

    // ver=1.0;src=1;tuner=1,240,1,7,12402,v,dvbs,,,,27500,34;pids=0,16: feID, level, lock, quality, and what is tuned.
    private static SignalReport? ParseText(string text)
    {
        const string Key = "tuner=";
        var tuner = text.Split(';').FirstOrDefault(part => part.StartsWith(Key, StringComparison.Ordinal));
        return tuner?[Key.Length..].Split(',') is [_, var level, var locked, var quality, ..]
            && int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var strength)
            && int.TryParse(quality, NumberStyles.None, CultureInfo.InvariantCulture, out var goodness)
                ? new SignalReport(Percent(strength, MostLevel), locked == "1", Percent(goodness, MostQuality))
                : null;
    }
}
