namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>Whether the service runs, is paired and has its link, and what it says itself is wrong.</summary>
internal sealed class ServiceCheck(Patient patient) : Check("service")
{
    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop) => Found([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        if (patient.Status is not { } status)
        {
            yield return patient.Silence is { } reason
                ? Unknown(reason, "Run it as root, or as a member of the group seeit-agent.")
                : Problem("The service does not run.", "systemctl start seeit-agent; seeit-agent logs tells why it ended.");
            yield break;
        }

        yield return Ok($"It runs, version {status.Box.Version}.");
        if (patient.Settings.Hub is not null && !status.Box.Paired)
        {
            yield return Warning("The box is not paired: no phone can reach it.", "Type the code that the TV shows on a phone that is signed in to the hub.");
        }
        else if (patient.Settings.Hub is not null)
        {
            yield return status.Linked
                ? Ok("It is paired, and its link to the hub is up.")
                : Problem("It is paired, and its link to the hub is down.", "See what is said of network, dns, time and hub below; seeit-agent logs tells of each try.");
        }

        foreach (var problem in status.Tv.Problems)
        {
            yield return Warning($"It says: {Settings.Secrets.Redact(problem)}", "See what is said of lineups and guides below.");
        }
    }
}
