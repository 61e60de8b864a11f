using System.Runtime.InteropServices;

namespace SeeIt.Player;

/// <summary>What LibVLC and malloc take from the process, set before either is used.</summary>
internal static class ProcessEnvironment
{
    /// <summary>In the plugin folder: LibVLC loads the plugins beside its core, and no others.</summary>
    public const string Core = "libvlccore.so.9";

    private const int Threshold = 128 * 1024;

    /// <summary>The folder that make-plugins.sh made; null when LibVLC's own plugins have to do.</summary>
    public static string? PluginFolder(PlayerOptions options)
    {
        var folder = Path.GetFullPath(options.Plugins ?? Path.Combine(AppContext.BaseDirectory, "libvlc"));
        return File.Exists(Path.Combine(folder, Core)) ? folder : null;
    }

    public static void Prepare(PlayerOptions options)
    {
        // Large buffers go back to the system at once: a hundred changes of channel then do not make the process grow.
        _ = Libc.mallopt(Libc.TrimThreshold, Threshold);
        _ = Libc.mallopt(Libc.MmapThreshold, Threshold);

        Alsa.Silence();
        LoadCore(options);
        UseProxy(options.ProxyPort);

        // Audio and video outputs that look for a session complain at each picture where the variable is missing.
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is null or "")
        {
            _ = Libc.setenv("XDG_RUNTIME_DIR", PrivateFolder.Path, 1);
        }
    }

    /// <summary>libvlc.so.5 asks for its core by name, and the loader gives it the one that is loaded already.</summary>
    private static void LoadCore(PlayerOptions options)
    {
        if (PluginFolder(options) is not { } folder)
        {
            Console.Error.WriteLine("seeit-player: make-plugins.sh was not run: all of LibVLC's plugins can be loaded.");
        }
        else if (!NativeLibrary.TryLoad(Path.Combine(folder, Core), out _))
        {
            throw new StartException($"{folder}/{Core} cannot be loaded: run make-plugins.sh again.", StartException.NoLibVlc);
        }
    }

    /// <summary>
    /// LibVLC's http access and its adaptive module (HLS, DASH) both ask vlc_getProxyUrl for each connection: playlists and
    /// segments go to the proxy. It speaks TLS where that is needed. An https address is not the player's to open: it goes to
    /// the proxy too, which refuses the tunnel.
    /// </summary>
    private static void UseProxy(int? port)
    {
        if (port is not null)
        {
            _ = Libc.setenv("http_proxy", $"http://127.0.0.1:{port}", 1);
            _ = Libc.setenv("https_proxy", $"http://127.0.0.1:{port}", 1);
            _ = Libc.setenv("no_proxy", "", 1);
        }
    }
}
