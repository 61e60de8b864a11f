namespace SeeIt.Guide.Lineup;

/// <summary>One playable way to a channel. Immutable.</summary>
/// <param name="Uri">Where; relative when the lineup wrote it so and its own address is not known.</param>
/// <param name="Headers">HTTP request headers (User-Agent, Referer, …) to send with it.</param>
/// <param name="Options">What the lineup says beyond that, by its own names: EXTVLCOPT and KODIPROP keys, and the catchup attributes.</param>
/// <param name="Input">The name of the input it came from.</param>
public sealed record Source(
    Uri Uri,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Options,
    string Input)
{
    internal static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();
}
