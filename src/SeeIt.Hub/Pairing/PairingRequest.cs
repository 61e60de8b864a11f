namespace SeeIt.Hub.Pairing;

public enum PairingState
{
    Waiting,
    Approved,
    Denied,
}

/// <summary>A box that asks to be paired, from its device authorization request until it is approved, denied or too late.</summary>
public sealed class PairingRequest
{
    public Guid Id { get; init; }

    /// <summary>SHA-256 of the user code: who reads the database cannot approve.</summary>
    public required string CodeHash { get; init; }

    /// <summary>The OpenIddict token entries that approval or denial settles.</summary>
    public required string DeviceTokenId { get; init; }

    public required string UserTokenId { get; init; }

    public required string BoxId { get; init; }

    public required string Name { get; init; }

    public required string Model { get; init; }

    /// <summary>The box's public key as a JWK.</summary>
    public required string Jwk { get; init; }

    public required string KeyThumbprint { get; init; }

    /// <summary>The number on the TV.</summary>
    public int Number { get; init; }

    /// <summary>The three numbers offered, in the order drawn once: a second look at the page tells no more than the first.</summary>
    public required IReadOnlyList<int> Choices { get; init; }

    public long ExpiresAtMs { get; init; }

    public PairingState State { get; set; }
}
