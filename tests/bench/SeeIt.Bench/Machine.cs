namespace SeeIt.Bench;

/// <summary>The machine that a figure holds for.</summary>
internal static class Machine
{
    /// <summary>Its processors, and how many processes wanted one in the last minute (the benchmark's own among them).</summary>
    public static string Describe()
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return $"{Environment.ProcessorCount} processors{model?[model.IndexOf(':', StringComparison.Ordinal)..]}; load {load}";
    }
}
