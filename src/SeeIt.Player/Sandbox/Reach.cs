using Rights = SeeIt.Player.Sandbox.Landlock.Rights;

namespace SeeIt.Player.Sandbox;

/// <summary>What the player may touch. All else on the machine is out of its reach, the agent's files first of all.</summary>
internal static class Reach
{
    private const Rights Readable = Rights.Read | Rights.ReadFolder;
    private const Rights Usable = Readable | Rights.Write | Rights.DeviceControl;
    private const Rights Writable = Readable | Rights.Write | Rights.Truncate
        | Rights.MakeFile | Rights.MakeFolder | Rights.MakeSocket | Rights.RemoveFile | Rights.RemoveFolder;

    private static readonly string[] Read =
    [
        // Libraries, drivers, fonts, and .NET where it is not compiled in.
        "/usr", "/lib", "/lib64", "/var/cache/fontconfig",
        "/etc/ld.so.cache", "/etc/fonts", "/etc/localtime", "/etc/dotnet",
        "/etc/alsa", "/etc/asound.conf", "/etc/pulse", "/etc/drirc", "/etc/glvnd", "/etc/X11",

        // What the runtime and the graphics drivers ask of the machine.
        "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/sys/kernel", "/proc/sys/vm", "/proc/asound", "/sys",
        "/dev/random", "/dev/urandom", "/dev/zero",
    ];

    private static readonly string[] Use = ["/dev/null", "/dev/dri", "/dev/snd", "/dev/dvb"];

    public static void Grant(Landlock landlock, PlayerOptions options)
    {
        foreach (var path in Read.Concat(Here(options)))
        {
            landlock.Allow(path, Readable);
        }

        foreach (var path in Use)
        {
            landlock.Allow(path, Usable);
        }

        landlock.Allow(PrivateFolder.Path, Writable);
        if (options.ProxyPort is { } port)
        {
            landlock.AllowConnect(port);
        }
    }

    /// <summary>What lies in another place on each machine.</summary>
    private static IEnumerable<string> Here(PlayerOptions options) =>
        from path in new[]
        {
            AppContext.BaseDirectory,
            DotnetFolder,
            ProcessEnvironment.PluginFolder(options),
            Environment.GetEnvironmentVariable("XAUTHORITY"),
            Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } folder ? Path.Combine(folder, "pulse") : null,
        }
        where path is { Length: > 0 }
        select path;

    /// <summary>Above shared/Microsoft.NETCore.App/VERSION; null where .NET is compiled in.</summary>
    private static string? DotnetFolder =>
        AppContext.GetData("FX_DEPS_FILE") is string file ? Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "../../..")) : null;
}
