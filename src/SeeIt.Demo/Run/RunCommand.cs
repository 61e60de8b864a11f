using System.CommandLine;

namespace SeeIt.Demo.Run;

/// <summary><c>seeit-demo run</c>: hub, agent, player and broadcaster in one command.</summary>
public static class RunCommand
{
    public static Command Create()
    {
        var hub = Program("--hub", "seeit-hub");
        var agent = Program("--agent", "seeit-agent");
        var player = Program("--player", "seeit-player");
        var clips = new Option<string>("--clips") { Description = "The folder that packaging/make-clips.sh filled.", Required = true };
        var port = new Option<int>("--hub-port") { Description = "Port of the phone page.", DefaultValueFactory = _ => 5080 };
        var state = new Option<string>("--state")
        {
            Description = "Keeps accounts and pairing from one run to the next.",
            DefaultValueFactory = _ => DefaultState(),
        };
        var fresh = new Option<bool>("--fresh") { Description = "Begin with nothing, and keep nothing." };
        var command = new Command("run", "Runs hub, agent, player and three demo channels until Ctrl-C.")
        {
            hub, agent, player, clips, port, state, fresh,
        };
        command.SetAction(result => DemoRun.RunAsync(
            new DemoOptions(
                Path.GetFullPath(result.GetRequiredValue(hub)),
                Path.GetFullPath(result.GetRequiredValue(agent)),
                Path.GetFullPath(result.GetRequiredValue(player)),
                result.GetRequiredValue(clips),
                result.GetValue(port),
                Path.GetFullPath(result.GetRequiredValue(state)),
                result.GetValue(fresh)),
            TimeProvider.System));
        return command;
    }

    private static Option<string> Program(string option, string name) => new(option)
    {
        Description = $"Path of {name}.",
        DefaultValueFactory = _ => Path.Combine(AppContext.BaseDirectory, name),
    };

    /// <summary>XDG Base Directory Specification: $XDG_STATE_HOME, else ~/.local/state.</summary>
    private static string DefaultState()
    {
        var home = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(home, "seeit-demo");
    }
}
