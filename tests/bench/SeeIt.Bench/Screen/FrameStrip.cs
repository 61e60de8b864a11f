namespace SeeIt.Bench.Screen;

/// <summary>Which frame of which channel is on the screen.</summary>
/// <param name="Channel">1 or 2, as the broadcast numbers them.</param>
/// <param name="Number">Within the clip, from 0.</param>
internal sealed record Frame(int Channel, int Number);

/// <summary>
/// The blocks along the upper edge of every frame that tests/bench/make-clips.sh draws, highest bit first:
/// 1 0, three bits of the channel, twelve of the frame's number, the twelve again inverted, 0 1 1.
/// </summary>
internal static class FrameStrip
{
    public const int Blocks = 32;
    public const int BlockWidth = 40;

    /// <summary>The line to look at: the middle of the blocks.</summary>
    public const int Line = 16;

    private const int NumberBits = 12;
    private const uint NumberMask = (1 << NumberBits) - 1;

    /// <param name="blocks">One bit per block, white is 1, the leftmost block the highest bit.</param>
    /// <returns>Null when this is not a strip: another picture, or one that is being replaced by the next.</returns>
    public static Frame? Read(uint blocks)
    {
        var number = (blocks >> (3 + NumberBits)) & NumberMask;
        var inverted = (blocks >> 3) & NumberMask;
        return blocks >> 30 == 0b10 && (blocks & 0b111) == 0b011 && (number ^ inverted) == NumberMask
            ? new Frame((int)(blocks >> 27) & 0b111, (int)number)
            : null;
    }
}
