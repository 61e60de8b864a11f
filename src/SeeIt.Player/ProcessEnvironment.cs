namespace SeeIt.Player;

/// <summary>What LibVLC and malloc take from the process, set before either is used.</summary>
internal static class ProcessEnvironment
{
    private const int Threshold = 128 * 1024;

    public static void Prepare(PlayerOptions options)
    {
        // Large buffers go back to the system at once: a hundred changes of channel then do not make the process grow.
        _ = Libc.mallopt(Libc.TrimThreshold, Threshold);
        _ = Libc.mallopt(Libc.MmapThreshold, Threshold);

        Alsa.Silence();
        if (options.Plugins is { } plugins)
        {
            _ = Libc.setenv("VLC_PLUGIN_PATH", Path.GetFullPath(plugins), 1);
        }

        // Audio and video outputs that look for a session complain at each picture where the variable is missing.
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is null or "")
        {
            _ = Libc.setenv("XDG_RUNTIME_DIR", PrivateFolder.Path, 1);
        }
    }
}
