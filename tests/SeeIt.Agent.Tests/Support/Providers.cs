using System.Text;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Sources.Guides;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Agent.Sources.Lineups.HdHomeRun;
using SeeIt.Agent.Sources.Lineups.SatIp;
using SeeIt.Guide;
using SeeIt.Guide.Lineup;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Support;

/// <summary>The providers as the agent has them, and a household that takes what they fetch.</summary>
internal sealed class Providers : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, Credentials = new UserInfoCredentials() });
    private readonly TemporaryFolder _folder = new();
    private readonly LineupProviders _providers;

    public Providers()
    {
        var http = new LineupHttp(_http, TimeProvider.System);
        Tuners = new HdHomeRunDevices(http, TimeProvider.System);
        Servers = new SatIpServers(http, TimeProvider.System);
        _providers = new LineupProviders(http, Tuners, Servers);
        Household = HouseholdGuide.Open(_folder.Path, TimeProvider.System);
    }

    public HdHomeRunDevices Tuners { get; }

    public SatIpServers Servers { get; }

    public HouseholdGuide Household { get; }

    public LineupFetcher Fetcher(params string[] places) =>
        new(TestSettings.Make() with { StateFolder = _folder.Path, Lineup = [.. places.Select(Place)] }, _providers);

    public static GuidePlace GuideAt(string text) => GuidePlace.Parse(text, out var error) ?? throw new ArgumentException(error);

    public static LineupPlace Place(string text) => LineupPlace.Parse(text, out var error) ?? throw new ArgumentException(error);

    public Task<LineupFetch> FetchAsync(string place) => _providers.Of(Place(place)).FetchAsync(TestContext.Current.CancellationToken);

    /// <summary>Fetches, imports, and gives the channels.</summary>
    public async Task<IReadOnlyList<Channel>> ImportAsync(params string[] places)
    {
        var inputs = await Fetcher(places).FetchAsync(TestContext.Current.CancellationToken);
        Last = Household.Import(inputs, [], TestContext.Current.CancellationToken);
        return Household.Channels;
    }

    /// <summary>Of the last import.</summary>
    public ImportResult? Last { get; private set; }

    public string Write(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text, Encoding.UTF8);
        return _folder.File(name);
    }

    public void Dispose()
    {
        _http.Dispose();
        Household.Dispose();
        _folder.Dispose();
    }
}
