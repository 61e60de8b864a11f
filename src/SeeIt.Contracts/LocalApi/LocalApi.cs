using System.Text.Json;
using System.Text.Json.Serialization;
using SeeIt.Contracts.Hub;

namespace SeeIt.Contracts.LocalApi;

/// <summary>
/// The agent's own HTTP API. <see cref="BoxPath"/> is served on the LAN; everything else only on the Unix socket
/// <see cref="SocketName"/> in the agent's runtime folder, whose mode says who may open it.
/// </summary>
public static class AgentApi
{
    public const string SocketName = "agent.sock";

    /// <summary>GET → <see cref="BoxInfo"/>: what the announcement's TXT record says too.</summary>
    public const string BoxPath = "/box";

    /// <summary>GET → <see cref="AgentStatus"/>.</summary>
    public const string StatusPath = "/status";

    /// <summary>GET → a list of <see cref="ChannelInfo"/>.</summary>
    public const string ChannelsPath = "/channels";

    /// <summary>POST → <see cref="RefreshReport"/>, once lineup and guide were fetched.</summary>
    public const string RefreshPath = "/refresh";

    /// <summary>POST <see cref="Post"/> → <see cref="CandidateList"/>.</summary>
    public const string MatchPath = "/match";

    /// <summary>POST <see cref="Verb"/> → its terminal <see cref="CommandReport"/>, when it has one.</summary>
    public const string CommandsPath = "/commands";

    /// <summary>POST → <see cref="ResetReport"/>, once the box is another one.</summary>
    public const string ResetPath = "/reset";

    /// <summary>GET <c>?width=</c>, 1 to 3840 pixels → the picture that is on, as a PNG; 409 with the reason where there is none.</summary>
    public const string SnapshotPath = "/snapshot";
}

/// <param name="Id">The box's id.</param>
/// <param name="Name">The TV's name.</param>
/// <param name="Model">Hardware model.</param>
/// <param name="Version">The agent's.</param>
/// <param name="Paired">Whether a hub knows this box.</param>
public sealed record BoxInfo(string Id, string Name, string Model, string Version, bool Paired);

/// <param name="Box">Who it is.</param>
/// <param name="Linked">Whether the link to the hub is up.</param>
/// <param name="Tv">What the TV does.</param>
/// <param name="Pairing">What the TV shows while it waits to be paired.</param>
/// <param name="PlayerRuns">Whether there is a player to show something; null from an agent that does not say.</param>
/// <param name="Guide">What the box knows of what is on; null from an agent that does not say.</param>
public sealed record AgentStatus(
    BoxInfo Box, bool Linked, TvStatus Tv, PairingPrompt? Pairing = null, bool? PlayerRuns = null, GuideInfo? Guide = null);

/// <param name="Channels">How many the household has.</param>
/// <param name="Ends">Nothing is known from then on, UTC; null without a guide.</param>
public sealed record GuideInfo(int Channels, DateTimeOffset? Ends);

/// <param name="Address">Where the code is typed.</param>
/// <param name="Code">The code on the TV.</param>
/// <param name="Number">The number to choose.</param>
public sealed record PairingPrompt(string Address, string Code, int Number);

/// <param name="Id">The household's channel.</param>
/// <param name="Name">For people.</param>
/// <param name="Number">As the lineup writes it.</param>
/// <param name="Sources">How many ways there are to play it.</param>
/// <param name="OnNow">The show that the guide has on it now.</param>
public sealed record ChannelInfo(string Id, string Name, string? Number, int Sources, string? OnNow);

/// <param name="Errors">What is wrong with lineups and guides, for people; empty when nothing is.</param>
/// <param name="Channels">How many the household has now.</param>
public sealed record RefreshReport(IReadOnlyList<string> Errors, int Channels);

/// <param name="HubTold">Whether the hub knows that the box is its TV no longer; where it does not, the TV has to be removed on a phone.</param>
public sealed record ResetReport(bool HubTold);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(BoxInfo))]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(IReadOnlyList<ChannelInfo>))]
[JsonSerializable(typeof(RefreshReport))]
[JsonSerializable(typeof(ResetReport))]
[JsonSerializable(typeof(Post))]
[JsonSerializable(typeof(CandidateList))]
[JsonSerializable(typeof(Verb))]
[JsonSerializable(typeof(CommandReport))]
public sealed partial class LocalApiJson : JsonSerializerContext;
