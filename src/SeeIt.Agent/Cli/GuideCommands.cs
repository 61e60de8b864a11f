using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Guide;

namespace SeeIt.Agent.Cli;

/// <summary>The commands on lineup and guide. They need neither a hub nor a running service, and run beside one.</summary>
internal static class GuideCommands
{
    public static int Import(SettingsResult result, string[] lineups, string[] guides) => WithGuide(result, (guide, _) =>
    {
        var open = new List<Stream>();
        try
        {
            var imported = guide.Import(Open(lineups), Open(guides));
            Print(imported);
            return imported.Errors.Any() ? 1 : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Complaint.Say(exception.Message);
        }
        finally
        {
            open.ForEach(stream => stream.Dispose());
        }

        List<NamedStream> Open(string[] paths) => [.. paths.Select(path =>
        {
            var file = File.OpenRead(path);
            open.Add(file);
            return new NamedStream(path, file);
        })];
    });

    public static int List(SettingsResult result) => WithGuide(result, (_, household) =>
    {
        foreach (var channel in household.Describe())
        {
            Console.WriteLine($"{channel.Number,5}  {channel.Name,-28} {channel.OnNow ?? "(no guide)",-40} {channel.Sources} source(s)");
        }

        return 0;
    });

    public static int Search(SettingsResult result, string words) => WithGuide(result, (guide, _) =>
    {
        foreach (var airing in guide.Search(words))
        {
            Console.WriteLine($"{airing.Start.LocalDateTime:ddd dd MMM HH:mm}  {guide.FindChannel(airing.ChannelId)?.Name,-20} {airing.Title}  {airing.Episode}");
        }

        return 0;
    });

    private static int WithGuide(SettingsResult result, Func<HouseholdGuide, Household, int> action)
    {
        if (Complaint.OrSettings(result) is not { } settings)
        {
            return Complaint.ExitCode;
        }

        try
        {
            var clock = new BoxClock(settings.Zone, settings.Clock);
            using var guide = HouseholdGuide.Open(settings.StateFolder, clock);
            return action(guide, new Household(guide, settings, clock));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Complaint.Say(exception.Message);
        }
    }

    private static void Print(ImportResult imported)
    {
        foreach (var input in imported.Inputs)
        {
            Console.WriteLine(input.Error is { } error
                ? $"{error}{(input.KeptOld ? " What was imported before is kept." : "")}"
                : $"{input.Name}: {input.Channels} channels, {input.Entries} {(input.Kind == InputKind.Lineup ? "sources" : "programmes")} taken.");
            foreach (var left in input.LeftOut)
            {
                Console.WriteLine($"  {left.Count} left out: {left.Reason} (first: {left.First})");
            }
        }

        if (imported.StoreError is { } storeError)
        {
            Console.WriteLine(storeError);
        }

        Console.WriteLine($"Now {imported.Channels} channels, {imported.ChannelsWithGuide} of them with a guide, and {imported.Programmes} programmes.");
    }
}
