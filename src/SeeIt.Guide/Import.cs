namespace SeeIt.Guide;

public enum InputKind
{
    Lineup,
    Guide,
}

/// <summary>What was left out of an input, for one reason.</summary>
/// <param name="Reason">For people.</param>
/// <param name="Count">How often.</param>
/// <param name="First">Where it was first seen.</param>
public sealed record LeftOut(string Reason, int Count, Problem First)
{
    /// <summary>For people: how many, why, and the first of them, without the reason once more.</summary>
    public override string ToString()
    {
        var colon = First.Message.IndexOf(':', StringComparison.Ordinal);
        var detail = colon < 0 ? "" : First.Message[(colon + 1)..].Trim();
        var place = First.Line > 0 ? $"{First.File}, line {First.Line}" : First.File;
        return $"{Count} left out: {Reason} (first: {place}{(detail.Length > 0 ? ": " : "")}{detail})";
    }
}

/// <summary>What in an input is against the rules of its format, and was read all the same.</summary>
/// <param name="Count">How often.</param>
/// <param name="First">Where it was first seen, and what.</param>
public sealed record Mended(int Count, Problem First)
{
    /// <summary>For people.</summary>
    public override string ToString() => $"{Count} mended: {First.Message} (first: {First.File}, line {First.Line})";
}

/// <summary>What became of one input.</summary>
/// <param name="Name">The input's.</param>
/// <param name="Kind">Lineup or guide.</param>
/// <param name="Channels">Channels taken: of a lineup, those that were new with it; of a guide, those it names.</param>
/// <param name="Entries">Sources or programmes taken.</param>
/// <param name="LeftOut">What was not, and why.</param>
/// <param name="Error">Why none of it was taken; null when it was.</param>
/// <param name="KeptOld">It was broken, or has not changed, and what was imported before under its name stays.</param>
public sealed record InputReport(
    string Name,
    InputKind Kind,
    int Channels,
    int Entries,
    IReadOnlyList<LeftOut> LeftOut,
    Problem? Error = null,
    bool KeptOld = false)
{
    /// <summary>Of what was taken; null when nothing was to be mended.</summary>
    public Mended? Mended { get; init; }

    /// <summary>Where a lineup says that its guide is.</summary>
    public IReadOnlyList<string> GuideAddresses { get; init; } = [];

    /// <summary>What is to be known of lineups of its format, for people; null when nothing is.</summary>
    public string? Note { get; init; }
}

/// <summary>What an import did.</summary>
/// <param name="Inputs">One report for each input, in order.</param>
/// <param name="Installed">A new generation is in use. False when every input was broken, or the store could not be written: all is as before.</param>
/// <param name="Channels">Of the household, now.</param>
/// <param name="ChannelsWithGuide">Those of them that the guide knows.</param>
/// <param name="Programmes">In the guide, now, whether or not their channel is in the lineup.</param>
/// <param name="StoreError">Why the new generation could not be written: a full disk, no permission.</param>
public sealed record ImportResult(
    IReadOnlyList<InputReport> Inputs,
    bool Installed,
    int Channels,
    int ChannelsWithGuide,
    int Programmes,
    Problem? StoreError = null)
{
    /// <summary>Every error, for a status line.</summary>
    public IEnumerable<Problem> Errors =>
        Inputs.Select(input => input.Error).Append(StoreError).OfType<Problem>();
}
