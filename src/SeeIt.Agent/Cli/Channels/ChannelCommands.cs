using System.CommandLine;

namespace SeeIt.Agent.Cli.Channels;

/// <summary><c>seeit-agent channels</c>: what can be typed, and which class does it.</summary>
internal static class ChannelCommands
{
    public static Command Make(SettingsOptions settings)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON.", Recursive = true };
        return new Command("channels", "The household's lineup.")
        {
            json, List(settings, json), Import(settings, json), Refresh(settings, json), Scan(settings, json), Test(settings, json),
        };
    }

    private static Command List(SettingsOptions settings, Option<bool> json)
    {
        var command = new Command("list", "Lists the channels, and what is on them now.");
        command.SetAction(parsed => ChannelList.Print(settings.Read(parsed), parsed.GetValue(json)));
        return command;
    }

    private static Command Import(SettingsOptions settings, Option<bool> json)
    {
        var places = new Argument<string[]>("places")
        {
            Description = "M3U or channels.conf files, or what the setting Lineup takes.", Arity = ArgumentArity.OneOrMore,
        };
        var command = new Command("import", "Replaces the lineup.") { places };
        command.SetAction((parsed, stop) => ChannelImport.RunAsync(settings.Read(parsed), parsed.GetValue(places)!, parsed.GetValue(json), stop));
        return command;
    }

    private static Command Refresh(SettingsOptions settings, Option<bool> json)
    {
        var command = new Command("refresh", "Fetches lineup and guide of the settings now.");
        command.SetAction((parsed, stop) => ChannelRefresh.RunAsync(settings.Read(parsed), parsed.GetValue(json), stop));
        return command;
    }

    private static Command Scan(SettingsOptions settings, Option<bool> json)
    {
        var hosts = new Argument<string[]>("hosts") { Description = "Ask these too: names or addresses.", Arity = ArgumentArity.ZeroOrMore };
        var add = new Option<bool>("--add") { Description = "Take the channels of what is found, now and at each refresh." };
        var command = new Command("scan", "Finds HDHomeRun and SAT>IP tuners on the network.") { hosts, add };
        command.SetAction((parsed, stop) => ChannelScan.RunAsync(settings.Read(parsed), parsed.GetValue(hosts)!, parsed.GetValue(add), parsed.GetValue(json), stop));
        return command;
    }

    private static Command Test(SettingsOptions settings, Option<bool> json)
    {
        var channel = new Argument<string?>("channel") { Description = "Its name, number or id.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All channels, one after the other." };
        var command = new Command("test", "Plays each source of a channel for five seconds, and tells what came.") { channel, all };
        command.SetAction((parsed, stop) => ChannelTest.RunAsync(settings.Read(parsed), parsed.GetValue(channel), parsed.GetValue(all), parsed.GetValue(json), stop));
        return command;
    }
}
