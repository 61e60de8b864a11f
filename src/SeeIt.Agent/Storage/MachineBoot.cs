namespace SeeIt.Agent.Storage;

internal static class MachineBoot
{
    /// <summary>Linux's id of this boot of the machine; empty where there is none.</summary>
    public static string Id()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
