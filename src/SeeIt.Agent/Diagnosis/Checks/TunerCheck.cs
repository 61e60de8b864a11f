using SeeIt.Agent.Sources.Lineups;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>This machine's own adapters, where the lineup needs one.</summary>
internal sealed class TunerCheck(Patient patient) : Check("tuners")
{
    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        var adapters = patient.Machine.Names("/dev/dvb", "adapter*");
        var isNeeded = patient.Settings.Lineup.OfType<LineupPlace.LocalFile>().Any(file => file.Text.EndsWith(".conf", StringComparison.OrdinalIgnoreCase));
        return Found(adapters.Count > 0 ? Ok($"Adapters: {string.Join(", ", adapters)}.")
            : isNeeded ? Problem("The lineup has a channels.conf, and this machine has no adapter.", "Plug it in; where it is, its driver or firmware is missing: dmesg tells.")
            : Ok("This machine has no adapter, and the lineup needs none."));
    }
}
