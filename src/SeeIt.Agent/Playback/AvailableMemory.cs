using System.Globalization;

namespace SeeIt.Agent.Playback;

internal static class AvailableMemory
{
    /// <summary>What the kernel could give without swapping: MemAvailable of /proc/meminfo. Unlimited where there is none.</summary>
    public static long Bytes()
    {
        const string Name = "MemAvailable:";
        try
        {
            foreach (var line in File.ReadLines("/proc/meminfo"))
            {
                if (line.StartsWith(Name, StringComparison.Ordinal))
                {
                    var kilobytes = line.AsSpan(Name.Length).Trim();
                    return long.Parse(kilobytes[..kilobytes.IndexOf(' ')], CultureInfo.InvariantCulture) * 1024;
                }
            }
        }
        catch (IOException)
        {
        }

        return long.MaxValue;
    }
}
