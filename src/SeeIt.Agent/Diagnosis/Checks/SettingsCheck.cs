using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>What the owner wrote.</summary>
internal sealed class SettingsCheck(Patient patient) : Check("settings")
{
    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop) => patient.Errors.Count == 0
        ? Found(Ok("The settings are valid."))
        : Found([.. patient.Errors.Select(error => Problem(Secrets.Redact(error), "Mend it in the file that is named, then: systemctl restart seeit-agent. All that follows was looked at by the defaults."))]);
}
