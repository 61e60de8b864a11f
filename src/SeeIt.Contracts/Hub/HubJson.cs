using System.Text.Json;
using System.Text.Json.Serialization;

namespace SeeIt.Contracts.Hub;

/// <summary>Source-generated JSON of everything on the device link. A type that is missing here would be dropped in silence.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Welcome))]
[JsonSerializable(typeof(Command))]
[JsonSerializable(typeof(CommandReport))]
[JsonSerializable(typeof(TvStatus))]
[JsonSerializable(typeof(PostQuestion))]
[JsonSerializable(typeof(PostAnswer))]
[JsonSerializable(typeof(CandidateList))]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(Verb))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(Drain))]
[JsonSerializable(typeof(IReadOnlyList<Viewing>))]
public sealed partial class HubJson : JsonSerializerContext;
