namespace SeeIt.Guide.Lineup;

/// <summary>A lineup to import: what was fetched of one place, or why nothing was.</summary>
/// <param name="Name">
/// The place. Errors name it; and it identifies the input over refreshes: when a new version is broken or cannot be had,
/// what was imported under this name before is kept.
/// </param>
/// <param name="Documents">What makes it up: one, or one for each device that was found. All are good, or none is taken.</param>
/// <param name="Error">Why there is nothing; null when there is.</param>
public sealed record LineupInput(string Name, IReadOnlyList<LineupDocument> Documents, Problem? Error = null)
{
    /// <summary>A single file or download.</summary>
    public static LineupInput FromNamedStream(NamedStream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(input.Name, [new LineupDocument(input.Content, input.BaseUri)]);
    }

    public static implicit operator LineupInput(NamedStream input) => FromNamedStream(input);
}

/// <summary>A playlist, a channels.conf or an HDHomeRun's lineup.json; which of them is seen by its content.</summary>
/// <param name="Content">Read once, to its end; not disposed. Gzip is unpacked.</param>
/// <param name="BaseUri">What relative addresses are relative to. User name and password in it are for its own host.</param>
public sealed record LineupDocument(Stream Content, Uri? BaseUri = null)
{
    /// <summary>The tuners that an address takes one of; null where nothing is known of them.</summary>
    public Func<Uri, SourceTuners?>? TunersOf { get; init; }

    /// <summary>Only addresses of this host are taken: nobody has named the device, it named itself. Null: any.</summary>
    public string? OnlyHost { get; init; }
}
