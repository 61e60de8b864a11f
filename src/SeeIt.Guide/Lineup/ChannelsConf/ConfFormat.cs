using System.Globalization;

namespace SeeIt.Guide.Lineup.ChannelsConf;

/// <summary>What came of a line: a channel, a problem, or neither.</summary>
internal readonly record struct ConfLine(long Number, ConfChannel? Channel, string? Problem);

/// <summary>One format of channels.conf. Gets the lines that are neither empty nor comments, trimmed, in their order.</summary>
internal abstract class ConfFormat
{
    public abstract ConfLine Take(long number, string line);

    /// <summary>What the last lines made, where a channel has several.</summary>
    public virtual ConfLine End() => default;

    protected static ConfLine Channel(ConfChannel channel) => new(channel.Line, channel, null);

    protected static ConfLine Problem(long line, string problem) => new(line, null, problem);

    /// <summary>A number from 0 up; null when it is none.</summary>
    protected static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A service id; 0 stands for one that is not known.</summary>
    protected static int? ProgramOf(string? text) => Number(text) is > 0 and <= ushort.MaxValue and var program ? program : null;
}
