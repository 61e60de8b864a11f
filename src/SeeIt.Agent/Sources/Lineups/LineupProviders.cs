using SeeIt.Agent.Sources.Lineups.HdHomeRun;
using SeeIt.Agent.Sources.Lineups.SatIp;

namespace SeeIt.Agent.Sources.Lineups;

/// <summary>Which provider asks which place. Thread-safe.</summary>
public sealed class LineupProviders(LineupHttp http, HdHomeRunDevices tuners, SatIpServers servers)
{
    public ILineupProvider Of(LineupPlace place) => place switch
    {
        LineupPlace.LocalFile file => new FileLineup(file.Text),
        LineupPlace.Web web => new WebLineup(web.Address, http),
        LineupPlace.HdHomeRun device => new HdHomeRunLineup(device, tuners, http),
        LineupPlace.SatIp server => new SatIpLineup(server, servers, http),
        _ => throw new InvalidOperationException($"Nothing provides a {place.GetType().Name}."),
    };
}
