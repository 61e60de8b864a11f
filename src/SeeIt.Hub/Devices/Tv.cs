namespace SeeIt.Hub.Devices;

/// <summary>A paired TV.</summary>
public sealed class Tv
{
    /// <summary>The box's id, 32 lower-case hex digits; also the user id of its connections.</summary>
    public required string Id { get; init; }

    public Guid HouseholdId { get; set; }

    public required string Name { get; set; }

    public required string Model { get; set; }

    /// <summary>RFC 7638 thumbprint of the key that the box paired with.</summary>
    public required string KeyThumbprint { get; set; }

    public required string PairedBy { get; set; }

    public long PairedAtMs { get; set; }

    /// <summary>Unix milliseconds of the last Hello or end of link; 0 before the first.</summary>
    public long LastSeenMs { get; set; }

    public string? AgentVersion { get; set; }

    /// <summary>The last status, as JSON of <see cref="Contracts.Hub.TvStatus"/>.</summary>
    public string? StatusJson { get; set; }
}
