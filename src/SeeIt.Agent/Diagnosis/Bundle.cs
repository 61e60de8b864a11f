using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using SeeIt.Agent.Cli;
using SeeIt.Agent.Link;
using SeeIt.Agent.Settings;
using SeeIt.Contracts.LocalApi;

namespace SeeIt.Agent.Diagnosis;

/// <summary>
/// An archive for who helps: settings, status, findings, logs and versions. Without passwords, tokens and keys, and without
/// what was watched and by whom: of addresses scheme, host and port are left, and words that the settings hold as secrets are
/// taken out wherever they stand.
/// </summary>
internal static class Bundle
{
    private const int LogLines = 3_000;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be.</exception>
    public static async Task WriteAsync(string file, Patient patient, IReadOnlyList<SettingInForce> settings, DoctorReport report, CancellationToken stop)
    {
        var secrets = Secrets.In(patient.Settings);
        await using var target = new FileStream(file, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        await using var packed = new GZipStream(target, CompressionLevel.Optimal);
        await using var tar = new TarWriter(packed);
        foreach (var (name, text) in new (string Name, string Text)[]
        {
            ("doctor.json", JsonSerializer.Serialize(report, DiagnosisJson.Plain.DoctorReport)),
            ("settings.txt", Lines(settings.Count > 0 ? ConfigCommands.Lines(settings) : patient.Errors)),
            ("status.json", patient.Status is { } status ? JsonSerializer.Serialize(Anonymous(status), LocalApiJson.Default.AgentStatus) : ""),
            ("versions.txt", Lines(Versions(patient.Machine))),
            ("logs.txt", await Journal.ReadAsync(LogLines, stop)),
        })
        {
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, $"seeit/{name}")
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Secrets.Redact(text, secrets))),
                    Mode = OwnerOnly,
                    ModificationTime = TimeProvider.System.GetUtcNow(),
                },
                stop);
        }
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines) + "\n";

    /// <summary>Neither the code that pairs the box, nor what is on, nor who asked for it.</summary>
    private static AgentStatus Anonymous(AgentStatus status) => status with
    {
        Pairing = null,
        Tv = status.Tv with { Title = null, Episode = null, Channel = null, ChannelId = null, RequestedBy = null, Last = null },
    };

    private static IEnumerable<string> Versions(Machine machine)
    {
        yield return $"seeit-agent {AgentVersion.Text}";
        yield return $".NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.OSArchitecture}, {Environment.ProcessorCount} processors";
        yield return machine.Read("/proc/version").Trim();
        yield return machine.Read("/etc/os-release").Trim();
        yield return machine.Read("/proc/uptime").Trim();
        yield return machine.Read("/proc/meminfo").Split('\n')[0];
    }
}
