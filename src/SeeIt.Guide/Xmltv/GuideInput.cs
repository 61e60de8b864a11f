namespace SeeIt.Guide.Xmltv;

/// <summary>A guide to import: what was fetched of one place, or why nothing was.</summary>
/// <param name="Name">
/// The place. Errors name it; and it identifies the input over refreshes: when a new version is broken or cannot be had,
/// what was imported under this name before is kept.
/// </param>
/// <param name="Content">XMLTV, gzipped or not. Read once, to its end; not disposed. Null: nothing came.</param>
/// <param name="Error">Why nothing came; null when something did, or when what was imported before is still the newest.</param>
public sealed record GuideInput(string Name, Stream? Content, Problem? Error = null)
{
    /// <summary>What the place calls this version of its guide, kept with it: <see cref="HouseholdGuide.GuideVersion"/>.</summary>
    public string? Version { get; init; }

    /// <summary>Added to all of its times, before what a channel's tvg-shift adds.</summary>
    public TimeSpan Shift { get; init; }

    /// <summary>What was imported under this name before is the newest, and stays.</summary>
    public bool IsUnchanged => Content is null && Error is null;

    public static GuideInput Unchanged(string name) => new(name, null);

    public static GuideInput FromNamedStream(NamedStream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(input.Name, input.Content);
    }

    public static implicit operator GuideInput(NamedStream input) => FromNamedStream(input);
}
