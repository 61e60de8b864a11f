using SeeIt.Agent.Settings;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>The state folder: there, writable, and on a disk with room.</summary>
internal sealed class DiskCheck(AgentSettings settings) : Check("disk")
{
    private const long Little = 100L * 1024 * 1024;
    private const long NotMuch = 1024L * 1024 * 1024;

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
    {
        var folder = settings.StateFolder;
        if (!Directory.Exists(folder))
        {
            return Found(Problem($"The state folder {folder} is not there.", "The service makes it when it starts; systemctl start seeit-agent"));
        }

        return Found(Write(folder), Room(folder));
    }

    private Finding Write(string folder)
    {
        var probe = Path.Combine(folder, $".doctor-{Environment.ProcessId}");
        try
        {
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
                return Ok($"The state folder {folder} can be written.");
            }
        }
        catch (UnauthorizedAccessException)
        {
            return Unknown($"This user may not look into the state folder {folder}.", "Run it as root, or as the service's user.");
        }
        catch (IOException exception)
        {
            return Problem($"The state folder {folder} cannot be written: {exception.Message}", "Make room, or see whether the disk is broken or mounted read-only: df -h; dmesg");
        }
    }

    private Finding Room(string folder)
    {
        const string Advice = "df -h tells what is full; recordings are in the state folder's recordings.";
        var free = new DriveInfo(folder).AvailableFreeSpace;
        var text = $"{free / 1024 / 1024:N0} MB are free on the disk of {folder}.";
        return free < Little ? Problem(text, Advice) : free < NotMuch ? Warning(text, Advice) : Ok(text);
    }
}
