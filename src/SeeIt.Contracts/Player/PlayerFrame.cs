using System.Text.Json;
using System.Text.Json.Serialization;

namespace SeeIt.Contracts.Player;

/// <summary>The first frame of any connection to the player's socket: what the connection is for.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "connection")]
[JsonDerivedType(typeof(ControlHeader), "control")]
[JsonDerivedType(typeof(MediaHeader), "media")]
public abstract record ConnectionHeader;

/// <summary>Requests, replies and events as frames. A new control connection replaces the one before it.</summary>
public sealed record ControlHeader : ConnectionHeader;

/// <summary>After this frame, raw MPEG-TS until the connection ends. The player closes it when it wants no more.</summary>
public sealed record MediaHeader(long StreamId) : ConnectionHeader;

/// <summary>Agent → player, on the control connection.</summary>
/// <param name="Id">Chosen by the agent, rising.</param>
/// <param name="Request">What to do.</param>
public sealed record PlayerCall(long Id, PlayerRequest Request);

/// <summary>The answer to one <see cref="PlayerCall"/>.</summary>
/// <param name="Id">The call's.</param>
/// <param name="Error">Null when it was done; else why not, for people.</param>
/// <param name="Detail">What some requests answer with.</param>
/// <param name="Image">The PNG that <see cref="SnapshotRequest"/> asked for.</param>
public sealed record PlayerReply(long Id, string? Error = null, string? Detail = null, byte[]? Image = null);

/// <summary>Player → agent: exactly one of the two is set.</summary>
public sealed record PlayerMessage(PlayerReply? Reply = null, PlayerEvent? Event = null);

/// <summary>Source-generated JSON of the player's protocol.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(ConnectionHeader))]
[JsonSerializable(typeof(PlayerCall))]
[JsonSerializable(typeof(PlayerMessage))]
public sealed partial class PlayerJson : JsonSerializerContext;
