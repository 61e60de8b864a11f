using System.CommandLine;
using SeeIt.Agent.Cli.Channels;

namespace SeeIt.Agent.Cli;

/// <summary>The command line of seeit-agent: what can be typed, and which class does it.</summary>
internal static class AgentCommandLine
{
    public static Task<int> RunAsync(string[] args)
    {
        var settings = new SettingsOptions();
        var root = new RootCommand("See it: the service on the box that shows on the TV what a post on the phone is about.");
        settings.AddTo(root);

        root.Subcommands.Add(Run(settings));
        root.Subcommands.Add(Play(settings));
        root.Subcommands.Add(See(settings));
        root.Subcommands.Add(Match(settings));
        foreach (var command in RemoteCommands.All(settings))
        {
            root.Subcommands.Add(command);
        }

        root.Subcommands.Add(ChannelCommands.Make(settings));
        root.Subcommands.Add(Guide(settings));
        root.Subcommands.Add(Status(settings));
        root.Subcommands.Add(Reset(settings));
        root.Subcommands.Add(ConfigCommands.Make(settings));
        root.Subcommands.Add(DoctorCommand.Make(settings));
        root.Subcommands.Add(LogsCommand.Make());
        return root.Parse(args).InvokeAsync();
    }

    private static Command Run(SettingsOptions settings)
    {
        var command = new Command("run", "Runs the service until it is stopped.");
        command.SetAction((parsed, stop) => ServiceCommand.RunAsync(settings.Read(parsed), stop));
        return command;
    }

    private static Command Play(SettingsOptions settings)
    {
        var channel = new Argument<string>("channel") { Description = "Its name, number or id." };
        var command = new Command("play", "Shows a channel on the TV.") { channel };
        command.SetAction((parsed, stop) => PlayCommand.PlayAsync(settings.Read(parsed), parsed.GetValue(channel)!, stop));
        return command;
    }

    private static Command See(SettingsOptions settings)
    {
        var post = new Argument<string>("post") { Description = "The words of the post." };
        var first = new Option<bool>("--first") { Description = "Show the first candidate even when it is not sure." };
        var command = new Command("see", "Shows on the TV what a post is about.") { post, first };
        command.SetAction((parsed, stop) => PlayCommand.SeeAsync(settings.Read(parsed), parsed.GetValue(post)!, parsed.GetValue(first), stop));
        return command;
    }

    private static Command Match(SettingsOptions settings)
    {
        var post = new Argument<string?>("post") { Description = "The words of the post.", Arity = ArgumentArity.ZeroOrOne };
        var posts = new Option<string?>("--posts") { Description = "A file of posts instead, a JSON object on each line; - is standard input.", HelpName = "file" };
        var at = new Option<string?>("--at") { Description = "When it was written, such as 2015-12-02T21:15:00Z; now, when it is left out.", HelpName = "time" };
        var zone = new Option<string?>("--zone") { Description = "The IANA time zone that its times are in.", HelpName = "name" };
        var parent = new Option<string?>("--parent") { Description = "The words of the post that it quotes or replies to.", HelpName = "post" };
        var command = new Command("match", "Prints the airings that a post may mean, and why, as JSON.") { post, posts, at, zone, parent };
        command.SetAction((parsed, _) => MatchCommands.RunAsync(
            settings.Read(parsed), parsed.GetValue(posts), new(parsed.GetValue(post), parsed.GetValue(at), parsed.GetValue(zone), parsed.GetValue(parent))));
        return command;
    }

    private static Command Guide(SettingsOptions settings)
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var at = new Option<string?>("--at") { Description = "Another time than now, such as 2015-12-02T21:15:00Z.", HelpName = "time" };
        var files = Files("XMLTV files, gzipped or not, or what the setting Guide takes, in the order of preference.");
        var import = new Command("import", "Replaces the guide.") { files, json };
        import.SetAction((parsed, stop) => GuideCommands.ImportAsync(settings.Read(parsed), parsed.GetValue(files)!, parsed.GetValue(json), stop));
        var words = new Argument<string[]>("words") { Description = "Words of a title, an episode, a description or a person.", Arity = ArgumentArity.OneOrMore };
        var search = new Command("search", "Finds airings that are not over yet.") { words, at, json };
        search.SetAction((parsed, _) => GuideCommands.SearchAsync(settings.Read(parsed), string.Join(' ', parsed.GetValue(words)!), parsed.GetValue(at), parsed.GetValue(json)));
        var now = new Command("now", "Lists what is on now, and next.") { at, json };
        now.SetAction((parsed, _) => GuideCommands.NowAsync(settings.Read(parsed), parsed.GetValue(at), parsed.GetValue(json)));
        var refresh = new Command("refresh", "Fetches lineups and guides now.") { json };
        refresh.SetAction((parsed, stop) => ChannelRefresh.RunAsync(settings.Read(parsed), parsed.GetValue(json), stop));
        return new Command("guide", "The household's guide.") { now, search, import, refresh };
    }

    private static Command Status(SettingsOptions settings)
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var command = new Command("status", "Tells what the running service does.") { json };
        command.SetAction((parsed, stop) => RemoteCommands.StatusAsync(settings.Read(parsed), parsed.GetValue(json), stop));
        return command;
    }

    private static Command Reset(SettingsOptions settings)
    {
        var command = new Command("reset", "Makes this box a new one: unpaired, and without a trace of who watched what. Lineup, guide, recordings and settings stay.");
        command.SetAction((parsed, stop) => ResetCommand.RunAsync(settings.Read(parsed), stop));
        return command;
    }

    private static Argument<string[]> Files(string description) =>
        new("files") { Description = description, Arity = ArgumentArity.OneOrMore };
}
