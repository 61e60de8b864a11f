using SeeIt.Agent.Sources.Guides;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Settings;

/// <summary>All that an owner can set, validated. Defaults and comments: appsettings.json.</summary>
public sealed record AgentSettings
{
    /// <summary>The hub's address; null: the box works without one.</summary>
    public Uri? Hub { get; init; }

    /// <summary>Where identity, guide and history are kept. Only one agent may use it at a time.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Where sockets live; short, since a Unix socket's path holds at most 107 bytes.</summary>
    public required string RuntimeFolder { get; init; }

    /// <summary>The TV's name, as phones show it.</summary>
    public required string Name { get; init; }

    /// <summary>The hardware model, for people.</summary>
    public required string Model { get; init; }

    /// <summary>The household's time zone.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Where the channels come from, in the order of preference.</summary>
    public required IReadOnlyList<LineupPlace> Lineup { get; init; }

    /// <summary>Where the guide comes from, in the order of preference. None: the guides that the lineups name.</summary>
    public required IReadOnlyList<GuidePlace> Guide { get; init; }

    /// <summary>How often lineup and guide are fetched again: 1 h to 7 days.</summary>
    public required TimeSpan Refresh { get; init; }

    /// <summary>How many tuners a host of the lineup has: host → 1 to 64.</summary>
    public required IReadOnlyDictionary<string, int> Tuners { get; init; }

    public required PlayerSettings Player { get; init; }

    public required LocalApiSettings LocalApi { get; init; }

    /// <summary>Whether the box announces itself over mDNS.</summary>
    public required bool Announce { get; init; }

    /// <summary>For tests and demonstrations: the agent's wall clock starts here and runs on from it.</summary>
    public DateTimeOffset? Clock { get; init; }
}

public sealed record PlayerSettings
{
    /// <summary>The seeit-player program, where the agent starts it.</summary>
    public required string Path { get; init; }

    /// <summary>The Unix socket on which systemd listens for the player, and starts it; null: the agent starts the player itself.</summary>
    public string? Socket { get; init; }

    /// <summary>The port on 127.0.0.1 of the relay's proxy, which the player fetches by; 0: a free one.</summary>
    public required int ProxyPort { get; init; }

    /// <summary>The X11 display; null: as in the agent's environment.</summary>
    public string? Display { get; init; }

    /// <summary>LibVLC's caching in milliseconds, 0 to 10,000.</summary>
    public required int CachingMs { get; init; }

    /// <summary>How many sources may be kept ready to be shown: 0 to 3.</summary>
    public required int Standbys { get; init; }

    /// <summary>What comes from the internet is paid by volume: nothing of it is opened before it is asked for.</summary>
    public required bool Metered { get; init; }

    /// <summary>The loudest that phones may set, in percent of LibVLC's volume: 1 to 100.</summary>
    public required int MaxVolume { get; init; }

    /// <summary>Languages and picture.</summary>
    public required PlaybackPreferences Preferences { get; init; }

    /// <summary>Further options of the player.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }
}

public sealed record LocalApiSettings
{
    /// <summary>Whether the agent serves its HTTP API at all. Without it the command line cannot reach a running agent.</summary>
    public required bool Enabled { get; init; }

    /// <summary>TCP port on the LAN for what an unpaired phone may know; 0: a free one.</summary>
    public required int Port { get; init; }

    /// <summary>The address to listen on.</summary>
    public required System.Net.IPAddress Address { get; init; }
}
