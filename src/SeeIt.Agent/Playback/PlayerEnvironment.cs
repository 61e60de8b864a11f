namespace SeeIt.Agent.Playback;

/// <summary>The player gets what it needs to find screen and sound, and nothing else: no credential can leak through it.</summary>
internal static class PlayerEnvironment
{
    private static readonly string[] _kept =
        ["PATH", "HOME", "LANG", "DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR", "PULSE_SERVER"];

    public static void Restrict(IDictionary<string, string?> environment, string? display)
    {
        foreach (var name in environment.Keys.Except(_kept).ToList())
        {
            environment.Remove(name);
        }

        if (display is not null)
        {
            environment["DISPLAY"] = display;
        }

        // Measured: with glibc's adaptive thresholds the resident memory grows with each change of channel.
        environment["MALLOC_TRIM_THRESHOLD_"] = "131072";
        environment["MALLOC_MMAP_THRESHOLD_"] = "131072";
    }
}
