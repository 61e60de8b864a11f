using System.Text.Json;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Guide;

namespace SeeIt.Agent.Cli.Channels;

/// <summary><c>seeit-agent channels import</c>.</summary>
internal static class ChannelImport
{
    /// <summary>Exit code 0 when all were taken, 1 when one was not, 2 when one is not there or no place.</summary>
    public static async Task<int> RunAsync(SettingsResult result, string[] texts, bool json, CancellationToken stop)
    {
        var places = new List<LineupPlace>();
        foreach (var text in texts)
        {
            if (LineupPlace.Parse(text, out var error) is not { } place)
            {
                return Complaint.Say($"'{text}': {error}");
            }

            if (place is LineupPlace.LocalFile && !File.Exists(text))
            {
                return Complaint.Say($"There is no file '{text}'.");
            }

            places.Add(place);
        }

        return await HouseholdFile.WithAsync(result, async (guide, _, _) =>
        {
            using var fetching = new Fetching();
            var imported = guide.Import(await LineupFetcher.FetchAsync(places, fetching.Providers, stop), [], stop);
            Print(imported, json);
            return imported.Errors.Any() ? 1 : 0;
        });
    }

    public static void Print(ImportResult imported, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(Describe(imported), ChannelCommandJson.Plain.ImportJson));
            return;
        }

        foreach (var input in imported.Inputs)
        {
            Console.WriteLine(input.Error is { } error
                ? $"{error}{(input.KeptOld ? " What was imported before is kept." : "")}"
                : $"{input.Name}: {input.Channels} channels, {input.Entries} sources taken.");
            foreach (var left in input.LeftOut)
            {
                Console.WriteLine($"  {left}");
            }

            if (input.Note is { } note)
            {
                Console.WriteLine($"  {note}");
            }

            if (input.GuideAddresses.Count > 0)
            {
                Console.WriteLine($"  It names a guide, for the setting Guide: {string.Join(", ", input.GuideAddresses)}");
            }
        }

        Console.WriteLine(imported.StoreError?.ToString() ?? $"The household has {imported.Channels} channels.");
    }

    private static ImportJson Describe(ImportResult imported) => new(
        imported.Installed,
        imported.Channels,
        [.. imported.Inputs.Select(input => new ImportInputJson(input.Name, input.Channels, input.Entries, input.LeftOut, input.GuideAddresses, input.Error, input.KeptOld, input.Note))],
        imported.StoreError?.ToString());
}
