using System.Globalization;
using System.Text.Json;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Sources.Guides;
using SeeIt.Guide;

namespace SeeIt.Agent.Cli;

/// <summary>The commands on the guide. They need neither a hub nor a running service, and run beside one.</summary>
internal static class GuideCommands
{
    /// <summary>Exit code 1 when a file was refused, or nothing could be stored; 0 also when parts of a file were left out.</summary>
    /// <param name="result">The settings.</param>
    /// <param name="places">Files, or what the setting Guide takes.</param>
    /// <param name="json">Print JSON.</param>
    /// <param name="stop">Ctrl-C.</param>
    public static Task<int> ImportAsync(SettingsResult result, string[] places, bool json, CancellationToken stop)
    {
        var understood = new List<GuidePlace>();
        foreach (var text in places)
        {
            if (GuidePlace.Parse(text, out var error) is not { } place)
            {
                return Task.FromResult(Complaint.Say($"'{text}': {error}"));
            }

            understood.Add(place);
        }

        return ImportAsync(result, understood, json, stop);
    }

    private static Task<int> ImportAsync(SettingsResult result, List<GuidePlace> places, bool json, CancellationToken stop) => HouseholdFile.WithAsync(result, async (guide, settings, clock) =>
    {
        using var download = new GuideDownload(settings.StateFolder, clock);
        await using var fetched = await new GuideFetcher(guide, download).FetchAsync(places, stop, again: true);
        var imported = guide.Import([], fetched.Inputs, stop);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(GuideImportJson.Of(imported, guide.Span, clock.GetUtcNow()), GuideJson.Indented.GuideImportJson));
        }
        else
        {
            Print(imported);
            PrintSpan(guide.Span, clock);
            SayStale(new Household(guide, settings, clock));
        }

        return imported.Errors.Any() ? 1 : 0;
    });

    public static Task<int> NowAsync(SettingsResult result, string? at, bool json) => WithTimeAsync(result, at, (guide, household, clock, moment) =>
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

    public static Task<int> SearchAsync(SettingsResult result, string words, string? at, bool json) => WithTimeAsync(result, at, (guide, household, clock, moment) =>
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

    private static Task<int> WithTimeAsync(SettingsResult result, string? at, Func<HouseholdGuide, Household, TimeProvider, DateTimeOffset, int> action) =>
        HouseholdFile.WithAsync(result, (guide, settings, clock) => Task.FromResult(
            (at is null ? clock.GetUtcNow() : MatchPost.ReadTime(at, clock.LocalTimeZone)) is { } moment
                ? action(guide, new Household(guide, settings, clock), clock, moment)
                : Complaint.Say($"--at {at}: it is no time; write it as 2015-12-02T21:15:00Z.")));

    private static void Print(ImportResult imported)
    {
        foreach (var input in imported.Inputs)
        {
            Console.WriteLine(input.Error is { } error
                ? $"{error} Nothing of it was taken.{(input.KeptOld ? " What was imported before is kept." : "")}"
                : $"{input.Name}: {input.Channels} channels, {input.Entries} programmes taken.");
            if (input.Mended is { } mended)
            {
                Console.WriteLine($"  {mended}");
            }

            foreach (var left in input.LeftOut)
            {
                Console.WriteLine($"  {left}");
            }
        }

        if (imported.StoreError is { } storeError)
        {
            Console.WriteLine(storeError);
        }

        Console.WriteLine($"Now {imported.Channels} channels, {imported.ChannelsWithGuide} of them with a guide, and {imported.Programmes} programmes.");
        if (imported is { ChannelsWithGuide: 0, Channels: > 0, Programmes: > 0 })
        {
            Console.WriteLine("The guide is of other channels than the lineup: they are found by tvg-id, else by name. Give the lineup's channels the guide's ids, or take the guide that the lineup names.");
        }
    }

    private static void PrintSpan(GuideSpan? span, TimeProvider clock)
    {
        if (span is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The guide tells of {At(span.Begins):d MMMM yyyy HH:mm} to {At(span.Ends):d MMMM yyyy HH:mm}."));
        }

        DateTimeOffset At(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, clock.LocalTimeZone);
    }

    /// <summary>On standard error, when the guide is wholly in the past.</summary>
    internal static void SayStale(Household household, DateTimeOffset? at = null)
    {
        if (household.StaleGuide(at) is { } stale)
        {
            Console.Error.WriteLine($"seeit-agent: {stale}");
        }
    }
}
