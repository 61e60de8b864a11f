using System.Globalization;

namespace SeeIt.Bench.Processes;

/// <summary>What a process holds (proc(5)) and has used.</summary>
/// <param name="Resident">VmRSS in MB (1,000,000 bytes).</param>
/// <param name="Anonymous">RssAnon in MB: what is its own, and no page of a file.</param>
/// <param name="Cpu">Of its threads together.</param>
internal sealed record Usage(double Resident, double Anonymous, TimeSpan Cpu)
{
    private const string Peak = "VmHWM:";

    public static Usage Of(int process)
    {
        var status = File.ReadAllLines($"/proc/{process}/status");
        return new Usage(Megabytes(status, "VmRSS:"), Megabytes(status, "RssAnon:"), CpuClock.Of(process));
    }

    /// <summary>What a process holds at the end of a time, and what it used over it.</summary>
    /// <param name="window">How long it is left alone before it is measured, and how long CPU time is then counted.</param>
    /// <param name="process">Its id.</param>
    /// <param name="time">Clock.</param>
    /// <returns>And the CPU time as percent of one core.</returns>
    public static async Task<(Usage Usage, double Cpu)> OverAsync(TimeSpan window, int process, TimeProvider time)
    {
        await Task.Delay(window, time);
        var began = time.GetTimestamp();
        var before = Of(process);
        await Task.Delay(window, time);
        var after = Of(process);
        return (after, after.ShareSince(before, time.GetElapsedTime(began)));
    }

    /// <summary>What it used of one core since then, in percent.</summary>
    public double ShareSince(Usage before, TimeSpan elapsed) => (Cpu - before.Cpu) / elapsed * 100;

    /// <summary>The most that it held at a time (VmHWM) in MB; 0 of a process that has ended.</summary>
    public static double PeakOf(int process)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{process}/status");
            return status.Any(line => line.StartsWith(Peak, StringComparison.Ordinal)) ? Megabytes(status, Peak) : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static double Megabytes(string[] status, string name)
    {
        var line = status.First(line => line.StartsWith(name, StringComparison.Ordinal));
        return Number(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim()) * 1024 / 1e6;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
