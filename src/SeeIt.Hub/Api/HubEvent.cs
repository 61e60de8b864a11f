using System.Text.Json;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Api;

/// <summary>One Server-Sent Event, serialised once however many phones listen.</summary>
/// <param name="Name">One of <see cref="EventNames"/>.</param>
/// <param name="Json">Its data.</param>
public sealed record HubEvent(string Name, string Json)
{
    public static HubEvent Heartbeat { get; } = new(EventNames.Heartbeat, "");

    public static HubEvent Of(Snapshot snapshot) => new(EventNames.Snapshot, JsonSerializer.Serialize(snapshot, ApiJson.Default.Snapshot));

    public static HubEvent Of(CommandView command) => new(EventNames.Command, JsonSerializer.Serialize(command, ApiJson.Default.CommandView));

    public static HubEvent Of(StatusEvent status) => new(EventNames.Status, JsonSerializer.Serialize(status, ApiJson.Default.StatusEvent));

    public static HubEvent Of(TvEvent tv) => new(EventNames.Tv, JsonSerializer.Serialize(tv, ApiJson.Default.TvEvent));

    public static HubEvent Of(PostView post) => new(EventNames.Candidates, JsonSerializer.Serialize(post, ApiJson.Default.PostView));
}
