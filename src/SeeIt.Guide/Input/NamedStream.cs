namespace SeeIt.Guide;

/// <summary>A file or download to import.</summary>
/// <param name="Name">
/// The path or address. Errors name it; and it identifies the input over refreshes: when a new version is broken, what was
/// imported under this name before is kept.
/// </param>
/// <param name="Content">Read once, from where it stands, to its end; not disposed. Gzip is unpacked whatever the name says.</param>
/// <param name="BaseUri">What relative addresses in a lineup are relative to; null leaves them relative.</param>
public sealed record NamedStream(string Name, Stream Content, Uri? BaseUri = null);
