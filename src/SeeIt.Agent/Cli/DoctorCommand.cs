using System.CommandLine;
using System.Text.Json;
using SeeIt.Agent.Diagnosis;
using SeeIt.Agent.Settings;
using SeeIt.Contracts.LocalApi;

namespace SeeIt.Agent.Cli;

/// <summary><c>seeit-agent doctor</c>: what is well on this box, what is not, and what to do. Exit code 1 when something is a problem.</summary>
internal static class DoctorCommand
{
    private const int Indent = 19;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    public static Command Make(SettingsOptions settings)
    {
        var json = new Option<bool>("--json") { Description = "For programs." };
        var bundle = new Option<string?>("--bundle") { Description = "Write an archive for who helps, too: findings, settings, status, logs, versions. Without passwords.", HelpName = "file.tar.gz" };
        var command = new Command("doctor", "Looks at everything that See it needs, and says what to do.") { json, bundle };
        command.SetAction((parsed, stop) => RunAsync(settings.Read(parsed), parsed.GetValue(json), parsed.GetValue(bundle), stop));
        return command;
    }

    /// <summary>For people: a line for each finding, and what to do below it.</summary>
    internal static IEnumerable<string> Lines(DoctorReport report)
    {
        foreach (var finding in report.Findings)
        {
            yield return $"{finding.Verdict.ToString().ToLowerInvariant(),-8} {finding.Check,-9} {finding.Text}";
            if (finding.Advice is { } advice)
            {
                yield return new string(' ', Indent) + advice;
            }
        }

        int Count(Verdict verdict) => report.Findings.Count(finding => finding.Verdict == verdict);
        yield return "";
        yield return report.Healthy && Count(Verdict.Warning) == 0
            ? "All is well."
            : $"{Counted(Count(Verdict.Problem), "problem")}, {Counted(Count(Verdict.Warning), "warning")}.";
    }

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static async Task<int> RunAsync(SettingsResult result, bool json, string? bundle, CancellationToken stop)
    {
        var settings = result.Settings ?? SettingsLoader.Read(new ConfigurationBuilder().Build()).Settings!;
        var (status, silence) = await AskAsync(settings, stop);
        var patient = new Patient(settings, result.Errors, new Machine(), new BoxClock(settings.Zone, settings.Clock), status, silence);
        var report = await Doctor.RunAsync(Doctor.Checks(patient), TimeProvider.System, stop);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, DiagnosisJson.Plain.DoctorReport));
        }
        else
        {
            foreach (var line in Lines(report))
            {
                Console.WriteLine(line);
            }
        }

        if (bundle is not null)
        {
            try
            {
                await Bundle.WriteAsync(bundle, patient, result.InForce, report, stop);
                await Console.Error.WriteLineAsync($"seeit-agent: {bundle} is written. Look into it before you give it away.");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return Complaint.Say($"{bundle} cannot be written: {exception.Message}");
            }
        }

        return report.Healthy ? 0 : 1;
    }

    private static async Task<(AgentStatus? Status, string? Silence)> AskAsync(AgentSettings settings, CancellationToken stop)
    {
        using var client = AgentClient.TryConnect(settings, out var isForbidden);
        if (client is null)
        {
            return (null, isForbidden ? "This user may not ask the service." : settings.LocalApi.Enabled ? null : "LocalApi:Enabled is false: the service cannot be asked.");
        }

        try
        {
            return (await client.StatusAsync(stop).WaitAsync(_patience, TimeProvider.System, stop), null);
        }
        catch (Exception exception) when (exception is TimeoutException or HttpRequestException or IOException)
        {
            return (null, $"The service listens and does not answer: {exception.Message}");
        }
    }
}
