using System.Globalization;
using System.Text.Json;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Sources.Guides;
using SeeIt.Contracts;
using SeeIt.Contracts.LocalApi;
using SeeIt.Guide;
using SeeIt.Guide.Xmltv;

namespace SeeIt.Agent.Cli;

/// <summary>The commands on lineup and guide. They need neither a hub nor a running service, and run beside one.</summary>
internal static class GuideCommands
{
    /// <summary>Exit code 1 when a file was refused, or nothing could be stored; 0 also when parts of a file were left out.</summary>
    public static int Import(SettingsResult result, string[] lineups, string[] guides, bool json = false) => WithGuide(result, (guide, household, clock) =>
    {
        var open = new List<Stream>();
        try
        {
            GuideInput[] inputs = [.. guides.Select(GuideFetcher.Open)];
            open.AddRange(inputs.Select(input => input.Content).OfType<Stream>());
            var imported = guide.Import([.. OpenFiles(lineups)], inputs);
            if (json)
            {
                Console.WriteLine(JsonSerializer.Serialize(ImportJson.Of(imported, guide.Span, clock.GetUtcNow()), GuideJson.Indented.ImportJson));
            }
            else
            {
                Print(imported);
                PrintSpan(guide.Span, clock);
                SayStale(household);
            }

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

        List<NamedStream> OpenFiles(string[] paths) => [.. paths.Select(path =>
        {
            var file = File.OpenRead(path);
            open.Add(file);
            return new NamedStream(path, file);
        })];
    });

    public static int List(SettingsResult result) => WithGuide(result, (_, household, _) =>
    {
        foreach (var channel in household.Describe())
        {
            Console.WriteLine($"{channel.Number,5}  {channel.Name,-28} {channel.OnNow ?? "(no guide)",-40} {channel.Sources} source(s)");
        }

        return 0;
    });

    public static int Now(SettingsResult result, string? at, bool json) => WithTime(result, at, (guide, household, clock, moment) =>
    {
        List<ChannelNowJson> channels = [.. guide.Channels.Select(channel =>
        {
            var soon = guide.Schedule(channel.Id, moment, TimeSpan.FromDays(1), limit: 2);
            var now = guide.On(channel.Id, moment);
            return new ChannelNowJson(channel.Id, channel.Name, channel.Number, Describe(now), Describe(soon.FirstOrDefault(airing => airing.Start > moment)));

            AiringJson? Describe(Airing? airing) => airing is null ? null : AiringJson.Of(airing, channel, clock.LocalTimeZone);
        })];
        if (json)
        {
            var stale = guide.Span?.IsOverAt(moment) ?? false;
            Console.WriteLine(JsonSerializer.Serialize(new NowJson(TimeZoneInfo.ConvertTime(moment, clock.LocalTimeZone), stale, channels), GuideJson.Indented.NowJson));
            return 0;
        }

        foreach (var channel in channels)
        {
            Console.WriteLine($"{channel.Number,5}  {channel.Channel,-28} {Line(channel.Now) ?? "(no guide)",-48} {Line(channel.Next)}".TrimEnd());
        }

        SayStale(household, moment);
        return 0;

        static string? Line(AiringJson? airing) => airing is null ? null : string.Create(CultureInfo.InvariantCulture, $"{airing.Start:HH:mm} {airing.Title}");
    });

    public static int Search(SettingsResult result, string words, string? at, bool json) => WithTime(result, at, (guide, household, clock, moment) =>
    {
        List<AiringJson> airings = [.. guide.Search(words, from: moment).Select(airing => AiringJson.Of(airing, guide.FindChannel(airing.ChannelId), clock.LocalTimeZone))];
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new SearchJson(guide.Span?.IsOverAt(moment) ?? false, airings), GuideJson.Indented.SearchJson));
            return 0;
        }

        foreach (var airing in airings)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{airing.Start:ddd dd MMM HH:mm}  {airing.Channel,-20} {airing.Title}  {airing.Episode}").TrimEnd());
        }

        SayStale(household, moment);
        return 0;
    });

    public static int Match(SettingsResult result, Post post) => WithGuide(result, (_, household, _) =>
    {
        Console.WriteLine(JsonSerializer.Serialize(household.Match(post), LocalApiJson.Default.CandidateList));
        SayStale(household);
        return 0;
    });

    private static int WithTime(SettingsResult result, string? at, Func<HouseholdGuide, Household, TimeProvider, DateTimeOffset, int> action) =>
        WithGuide(result, (guide, household, clock) => at is null ? action(guide, household, clock, clock.GetUtcNow())
            : TimeOf(at, clock.LocalTimeZone) is { } moment ? action(guide, household, clock, moment)
            : Complaint.Say($"--at {at}: it is no time; write it as 2015-12-02T21:15:00Z."));

    /// <summary>Without an offset it is meant in the household's zone.</summary>
    private static DateTimeOffset? TimeOf(string text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time))
        {
            return null;
        }

        return time.Kind == DateTimeKind.Unspecified
            ? new DateTimeOffset(time, zone.GetUtcOffset(time))
            : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
    }

    private static int WithGuide(SettingsResult result, Func<HouseholdGuide, Household, TimeProvider, int> action)
    {
        if (Complaint.OrSettings(result) is not { } settings)
        {
            return Complaint.ExitCode;
        }

        try
        {
            var clock = new BoxClock(settings.Zone, settings.Clock);
            using var guide = HouseholdGuide.Open(settings.StateFolder, clock);
            return action(guide, new Household(guide, settings, clock), clock);
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
                ? $"{error} Nothing of it was taken.{(input.KeptOld ? " What was imported before is kept." : "")}"
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

    private static void PrintSpan(GuideSpan? span, TimeProvider clock)
    {
        if (span is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The guide tells of {At(span.Begins):d MMMM yyyy HH:mm} to {At(span.Ends):d MMMM yyyy HH:mm}."));
        }

        DateTimeOffset At(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone);
    }

    private static void SayStale(Household household, DateTimeOffset? at = null)
    {
        if (household.StaleGuide(at) is { } stale)
        {
            Console.Error.WriteLine($"seeit-agent: {stale}");
        }
    }
}
