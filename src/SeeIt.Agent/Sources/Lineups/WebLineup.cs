using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Sources.Lineups;

/// <summary>What a web server gives: an M3U, gzipped or not, or Tvheadend's playlist.</summary>
public sealed class WebLineup(Uri address, LineupHttp http) : ILineupProvider
{
    public async Task<LineupFetch> FetchAsync(CancellationToken cancellation)
    {
        var answer = await http.GetFollowingAsync(address, cancellation);
        return answer.Content is { } content ? new LineupFetch([new LineupDocument(new MemoryStream(content), address)], null) : answer.Failure!;
    }
}
