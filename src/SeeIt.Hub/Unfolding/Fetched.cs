namespace SeeIt.Hub.Unfolding;

/// <summary>What an address gave.</summary>
/// <param name="Address">Where it was found, after redirects.</param>
/// <param name="Text">The document, decoded; of a page at most its first <see cref="Body.MaxBytes"/>. Null: the address is for another reader.</param>
internal sealed record Fetched(Uri Address, string? Text)
{
    public const string Html = "text/html";
    public const string Json = "application/json";
}
