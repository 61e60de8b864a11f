using SeeIt.Agent.Sources.Lineups;
using SeeIt.Agent.Sources.Lineups.HdHomeRun;
using SeeIt.Agent.Sources.Lineups.SatIp;

namespace SeeIt.Agent.Cli.Channels;

/// <summary>What fetches lineups, for a command that needs no service. Dispose it after use.</summary>
internal sealed class Fetching : IDisposable
{
    private readonly HttpClient _http = AgentHost.MakeHttpClient(followsRedirects: false);

    public Fetching()
    {
        var http = new LineupHttp(_http, TimeProvider.System);
        Tuners = new HdHomeRunDevices(http, TimeProvider.System);
        Servers = new SatIpServers(http, TimeProvider.System);
        Providers = new LineupProviders(http, Tuners, Servers);
    }

    public HdHomeRunDevices Tuners { get; }

    public SatIpServers Servers { get; }

    public LineupProviders Providers { get; }

    public void Dispose() => _http.Dispose();
}
