namespace SeeIt.Guide.Lineup;

/// <summary>One playable way to a channel. Immutable.</summary>
/// <param name="Uri">
/// Where; relative when the lineup wrote it so and its own address is not known. User name and password may stand in it: they
/// are for whoever opens it, and for nobody's eyes.
/// </param>
/// <param name="Headers">HTTP request headers (User-Agent, Referer, …) to send with it.</param>
/// <param name="Options">What the lineup says beyond that, by its own names: EXTVLCOPT and KODIPROP keys, and the catchup attributes.</param>
/// <param name="Input">The name of the input it came from.</param>
public sealed record Source(
    Uri Uri,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Options,
    string Input)
{
    /// <summary>The tuners that it shares with others; null where their number is not known.</summary>
    public SourceTuners? Tuners { get; init; }

    internal static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();
}
