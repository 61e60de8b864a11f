using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Sources.Lineups.SatIp;

/// <summary>The playlist of one SAT&gt;IP server, or of all that are found.</summary>
internal sealed class SatIpLineup(LineupPlace.SatIp place, SatIpServers servers, LineupHttp http) : ILineupProvider
{
    public async Task<LineupFetch> FetchAsync(CancellationToken cancellation)
    {
        IReadOnlyList<Uri> descriptions = place.Description is { } known ? [known] : await servers.FindAsync(place.Host, cancellation);
        if (descriptions.Count == 0)
        {
            return new LineupFailure(LineupFailureKind.NotFound, place.Host is null
                ? "No SAT>IP server answers on this network."
                : "No SAT>IP server answers there. Where it does not speak SSDP, name its description: satip://host:8080/desc.xml");
        }

        var documents = new List<LineupDocument>();
        foreach (var description in descriptions)
        {
            var (server, failure) = await servers.DescribeAsync(description, cancellation);
            if (server is null)
            {
                return failure! with { Detail = $"{description.Authority}: {failure!.Detail}" };
            }

            if (server.Playlist is not { } playlist)
            {
                return new LineupFailure(LineupFailureKind.NotFound, $"{server.Name} has no channel list of its own; write one with its rtsp:// addresses.");
            }

            var answer = await http.GetAsync(playlist, cancellation);
            if (answer.Content is not { } content)
            {
                return answer.Failure! with { Detail = $"{server.Name}: {answer.Failure!.Detail}" };
            }

            documents.Add(new LineupDocument(new MemoryStream(content), playlist)
            {
                TunersOf = server.TunersOf,
                OnlyHost = place.Host is null ? playlist.Host : null,
            });
        }

        return new LineupFetch(documents, null);
    }
}
