using System.Text.Json;
using System.Text.Json.Serialization;
using SeeIt.Contracts.Hub;

namespace SeeIt.Contracts.Api;

/// <summary>Source-generated JSON of the REST API and its events.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(HouseholdView))]
[JsonSerializable(typeof(NewInvitation))]
[JsonSerializable(typeof(JoinRequest))]
[JsonSerializable(typeof(RoleChange))]
[JsonSerializable(typeof(TvView))]
[JsonSerializable(typeof(IReadOnlyList<TvView>))]
[JsonSerializable(typeof(PairingView))]
[JsonSerializable(typeof(PairingChoice))]
[JsonSerializable(typeof(PairedTv))]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(PostView))]
[JsonSerializable(typeof(IReadOnlyList<PostView>))]
[JsonSerializable(typeof(Verb))]
[JsonSerializable(typeof(CommandView))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(StatusEvent))]
[JsonSerializable(typeof(TvEvent))]
[JsonSerializable(typeof(IReadOnlyList<Viewing>))]
public sealed partial class ApiJson : JsonSerializerContext;
