using System.Globalization;

namespace SeeIt.Agent.Playback;

/// <summary>What the kernel could give without swapping.</summary>
/// <param name="file">proc_meminfo(5).</param>
public sealed class AvailableMemory(string file = "/proc/meminfo")
{
    /// <summary>More than any box has.</summary>
    private const long Unlimited = 1L << 50;

    /// <summary>MemAvailable. <see cref="Unlimited"/> where there is none.</summary>
    public long Bytes()
    {
        const string Name = "MemAvailable:";
        try
        {
            foreach (var line in File.ReadLines(file))
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

        return Unlimited;
    }
}
