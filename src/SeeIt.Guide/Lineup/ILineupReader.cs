namespace SeeIt.Guide.Lineup;

/// <summary>Reads the lineup of one format, entry by entry. Not thread-safe.</summary>
internal interface ILineupReader
{
    /// <summary>Told of what is left out: where, and why.</summary>
    Action<Problem>? LeftOut { get; init; }

    /// <summary>Where the lineup says its guide is, so far.</summary>
    IReadOnlyList<string> GuideAddresses { get; }

    /// <summary>In the file's order. Enumerate once.</summary>
    /// <exception cref="GuideFormatException">The input is not what it should be, or has no channel in it.</exception>
    /// <exception cref="IOException">It could not be read to its end.</exception>
    IEnumerable<LineupEntry> Read();
}
