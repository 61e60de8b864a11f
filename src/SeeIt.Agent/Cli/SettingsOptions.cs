using System.CommandLine;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Cli;

/// <summary>The options that set settings, for every command.</summary>
internal sealed class SettingsOptions
{
    private readonly Option<string?> _config = new("--config") { Description = "A JSON file with settings.", Recursive = true, HelpName = "file" };
    private readonly Option<string?> _state = new("--state") { Description = "The state folder.", Recursive = true, HelpName = "folder" };
    private readonly Option<string?> _hub = new("--hub") { Description = "The hub's address.", Recursive = true, HelpName = "address" };
    private readonly Option<string?> _clock = new("--clock") { Recursive = true, Hidden = true };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Any setting, such as --set Player:CachingMs=500. May be repeated.", Recursive = true, HelpName = "name=value",
    };

    public void AddTo(RootCommand root)
    {
        foreach (var option in new Option[] { _config, _state, _hub, _set, _clock })
        {
            root.Options.Add(option);
        }
    }

    public SettingsResult Read(ParseResult parsed)
    {
        var overrides = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var assignment in parsed.GetValue(_set) ?? [])
        {
            var equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                return new(null, [$"--set {assignment}: write it as name=value."], null);
            }

            overrides[assignment[..equals]] = assignment[(equals + 1)..];
        }

        Override("StateFolder", parsed.GetValue(_state));
        Override("Hub", parsed.GetValue(_hub));
        Override("Clock", parsed.GetValue(_clock));
        return SettingsLoader.Load(parsed.GetValue(_config), overrides);

        void Override(string key, string? value)
        {
            if (value is not null)
            {
                overrides[key] = value;
            }
        }
    }
}
