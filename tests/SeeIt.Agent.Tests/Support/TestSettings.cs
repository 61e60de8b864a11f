using System.Net;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Tests.Support;

/// <summary>Settings of a box that has nothing: a test adds what it is about.</summary>
internal static class TestSettings
{
    public static AgentSettings Make(Func<PlayerSettings, PlayerSettings>? change = null) => new()
    {
        StateFolder = "", RuntimeFolder = "", Name = "", Model = "", Zone = TimeZoneInfo.Utc, Lineup = [], Guide = [], Refresh = TimeSpan.FromHours(1),
        Tuners = new Dictionary<string, int>(), Announce = false,
        LocalApi = new() { Enabled = false, Port = 0, Address = IPAddress.Loopback },
        Player = (change ?? (player => player))(new()
        {
            Path = "", ProxyPort = 0, CachingMs = 300, Standbys = 1, Metered = false, MaxVolume = 100, Preferences = new(), Arguments = [],
        }),
    };
}
