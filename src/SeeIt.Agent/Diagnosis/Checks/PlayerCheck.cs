namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>The player: its program, or the socket on which systemd starts it.</summary>
internal sealed class PlayerCheck(Patient patient) : Check("player")
{
    /// <summary>So many ends are no accident any more.</summary>
    private const int ManyRestarts = 3;

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop) => Found([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        var player = patient.Settings.Player;
        if (player.Socket is { } socket)
        {
            var listens = patient.Machine.Read("/proc/net/unix").Split('\n').Any(line => line.EndsWith($" {socket}", StringComparison.Ordinal));
            if (!listens)
            {
                yield return Problem($"Nobody listens at {socket}: systemd starts no player.", "systemctl reset-failed seeit-player.service; systemctl restart seeit-player.socket");
            }
        }
        else if (!File.Exists(player.Path))
        {
            yield return Problem($"The player {player.Path} is not there.", "Install the package again, or mend the setting Player:Path.");
        }
        else if ((File.GetUnixFileMode(player.Path) & UnixFileMode.OtherExecute) == 0)
        {
            yield return Warning($"The player {player.Path} may not be run by everybody.", $"chmod a+rx {player.Path}");
        }

        switch (patient.Status)
        {
            case { PlayerRuns: false }:
                yield return Problem("The service has no player: no picture can be shown.", "See what is said of libvlc and video below; seeit-agent logs tells why the player ended.");
                break;
            case { Tv.PlayerRestarts: >= ManyRestarts and var restarts }:
                yield return Warning($"The player runs, and had to be started again {restarts} times.", "seeit-agent logs tells by which source; seeit-agent channels test tries each while the service is stopped.");
                break;
            case { }:
                yield return Ok("The player runs.");
                break;
            default:
                yield return Unknown("Whether the player runs is known to the running service only.");
                break;
        }
    }
}
