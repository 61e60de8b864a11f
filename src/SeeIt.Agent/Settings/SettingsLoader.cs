using System.Net;
using SeeIt.Agent.Sources.Guides;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Settings;

/// <summary>The settings, or every reason why there are none.</summary>
/// <param name="Settings">Null when there are errors.</param>
/// <param name="Errors">For people; each names the setting, its value and where it stands.</param>
/// <param name="Configuration">What they were read from; null when it could not be read at all.</param>
internal sealed record SettingsResult(AgentSettings? Settings, IReadOnlyList<string> Errors, IConfigurationRoot? Configuration);

/// <summary>
/// Gathers the settings. Later ones win: appsettings.json beside the program, /etc/seeit-agent/*.json in the order of
/// their names, the file of <c>--config</c>, the environment (<c>SEEIT_Hub</c>, <c>SEEIT_Player__Path</c>), the command line.
/// </summary>
internal static class SettingsLoader
{
    public const string SystemFolder = "/etc/seeit-agent";
    public const string EnvironmentPrefix = "SEEIT_";

    /// <summary>Reads all places. Never throws for what an owner wrote.</summary>
    public static SettingsResult Load(string? configFile, IReadOnlyDictionary<string, string?> overrides)
    {
        try
        {
            return Read(Configuration(configFile, overrides));
        }
        catch (InvalidDataException exception)
        {
            // The JSON provider names the file in the outermost, line and column in the innermost exception.
            return new(null, [$"{exception.Message} {exception.GetBaseException().Message}"], null);
        }
        catch (FileNotFoundException exception)
        {
            return new(null, [exception.Message], null);
        }
        catch (UnauthorizedAccessException exception)
        {
            return new(null, [$"{exception.Message} Settings may hold passwords: run this as root, or as the service's user."], null);
        }
    }

    internal static IConfigurationRoot Configuration(string? configFile, IReadOnlyDictionary<string, string?> overrides)
    {
        var builder = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        if (Directory.Exists(SystemFolder))
        {
            foreach (var file in Directory.EnumerateFiles(SystemFolder, "*.json").Order(StringComparer.Ordinal))
            {
                builder.AddJsonFile(file);
            }
        }

        if (configFile is not null)
        {
            builder.AddJsonFile(Path.GetFullPath(configFile), optional: false);
        }

        return builder.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(overrides).Build();
    }

    internal static SettingsResult Read(IConfigurationRoot configuration)
    {
        var read = new SettingsReader(configuration);
        var stateFolder = Path.GetFullPath(read.Text("StateFolder", "/var/lib/seeit-agent"));
        var settings = new AgentSettings
        {
            Hub = read.OptionalWebAddress("Hub"),
            StateFolder = stateFolder,
            RuntimeFolder = Path.GetFullPath(read.Text("RuntimeFolder", stateFolder)),
            Name = read.Text("Name", Environment.MachineName),
            Model = read.Text("Model", "Linux box"),
            Zone = read.Zone("Zone"),
            Lineup = read.List<LineupPlace>("Lineup", LineupPlace.Parse),
            Guide = read.List<GuidePlace>("Guide", GuidePlace.Parse),
            Refresh = TimeSpan.FromHours(read.Number("RefreshHours", 12, 1, 168)),
            Tuners = read.Counts("Tuners", 1, 64),
            Player = new PlayerSettings
            {
                Path = read.Text("Player:Path", Path.Combine(AppContext.BaseDirectory, "seeit-player")),
                Socket = read.OptionalText("Player:Socket") is { } socket ? Path.GetFullPath(socket) : null,
                ProxyPort = read.Number("Player:ProxyPort", 0, 0, 65_535),
                Display = read.OptionalText("Player:Display"),
                CachingMs = read.Number("Player:CachingMs", 300, 0, 10_000),
                Standbys = read.Number("Player:Standbys", 2, 0, 3),
                Metered = read.Switch("Player:Metered", false),
                MaxVolume = read.Number("Player:MaxVolume", 100, 1, 100),
                Preferences = new PlaybackPreferences
                {
                    AudioLanguages = read.List("Player:AudioLanguages"),
                    SubtitleLanguages = read.List("Player:SubtitleLanguages"),
                    Deinterlacing = read.OneOf("Player:Deinterlacing", Deinterlacing.WhenNeeded),
                    AspectRatio = read.OptionalText("Player:AspectRatio"),
                    Crop = read.OptionalText("Player:Crop"),
                    AudioDevice = read.OptionalText("Player:AudioDevice"),
                    Passthrough = read.Switch("Player:Passthrough", false),
                },
                Arguments = read.List("Player:Arguments"),
            },
            LocalApi = new LocalApiSettings
            {
                Enabled = read.Switch("LocalApi:Enabled", true),
                Port = read.Number("LocalApi:Port", 0, 0, 65_535),
                Address = read.Address("LocalApi:Address", IPAddress.Any),
            },
            Announce = read.Switch("Announce", true),
            Clock = read.OptionalTime("Clock"),
        };
        if (settings.Player.Socket is not null)
        {
            const string Reason = "systemd starts the player of 'Player:Socket', by its own unit";
            read.RefuseSet("Player:Path", Reason);
            read.RefuseSet("Player:Display", Reason);
            read.RefuseSet("Player:Arguments", Reason);
            read.Demand("Player:ProxyPort", settings.Player.ProxyPort > 0, "the player of 'Player:Socket' has to know it before: name a port, the same as its unit's --proxy-port");
        }

        read.RefuseUnknown("Logging");
        return new(read.Errors.Count == 0 ? settings : null, read.Errors, configuration);
    }
}
