using System.CommandLine;
using System.Text.Json;
using SeeIt.Agent.Diagnosis;
using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Cli;

/// <summary><c>seeit-agent config</c>.</summary>
internal static class ConfigCommands
{
    public static Command Make(SettingsOptions settings)
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var check = new Command("check", "Says what is wrong with the settings.");
        check.SetAction(parsed => Check(settings.Read(parsed)));
        var show = new Command("show", "Prints the settings in force, and where each comes from; without passwords.") { json };
        show.SetAction(parsed => Show(settings.Read(parsed), parsed.GetValue(json)));
        return new Command("config", "The settings.") { check, show };
    }

    /// <summary>A line for each setting, for people.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<SettingInForce> settings)
    {
        var (names, values) = (settings.Max(one => one.Name.Length), Math.Min(settings.Max(one => Value(one).Length), LongestColumn));
        return settings.Select(one => $"{one.Name.PadRight(names)}  {Value(one).PadRight(values)}  {one.Origin}");
    }

    private const int LongestColumn = 50;

    private static string Value(SettingInForce one) => one.Value is { Length: > 0 } value ? Secrets.Redact(value) : "-";

    private static int Check(SettingsResult result)
    {
        if (Complaint.OrSettings(result) is null)
        {
            return Complaint.ExitCode;
        }

        Console.WriteLine("The settings are valid.");
        return 0;
    }

    private static int Show(SettingsResult result, bool json)
    {
        if (Complaint.OrSettings(result) is null)
        {
            return Complaint.ExitCode;
        }

        if (json)
        {
            IReadOnlyList<SettingInForce> redacted = [.. result.InForce.Select(one => one with { Value = one.Value is { } value ? Secrets.Redact(value) : null })];
            Console.WriteLine(JsonSerializer.Serialize(redacted, DiagnosisJson.Plain.IReadOnlyListSettingInForce));
            return 0;
        }

        foreach (var line in Lines(result.InForce))
        {
            Console.WriteLine(line);
        }

        return 0;
    }
}
