namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>What can switch the TV on.</summary>
internal sealed class CecCheck(Machine machine) : Check("cec")
{
    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        var devices = machine.Names("/dev", "cec*");
        return Found(devices.Count > 0
            ? Ok($"CEC devices: {string.Join(", ", devices)}.")
            : Warning("There is no CEC device: the TV cannot be switched on from here.", "Many PCs have none; a USB adapter gives one."));
    }
}
