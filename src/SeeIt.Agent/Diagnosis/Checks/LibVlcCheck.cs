using System.Runtime.InteropServices;

namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>LibVLC and the plugins without which nothing is shown, and the chosen plugins that the player loads.</summary>
internal sealed class LibVlcCheck(Machine machine) : Check("libvlc")
{
    private const string Core = "libvlccore.so.9";
    private const string Install = "apt install libvlc5 libvlc-bin vlc-plugin-base vlc-plugin-video-output";

    /// <summary>What older ones cannot do is in Debian's release notes of it.</summary>
    private static readonly Version _least = new(3, 0, 20);

    private static readonly string[] _needed =
    [
        "demux/libts_plugin.so", "demux/libadaptive_plugin.so", "demux/libmp4_plugin.so", "codec/libavcodec_plugin.so",
        "packetizer/libpacketizer_h264_plugin.so", "access/libimem_plugin.so", "access/libhttp_plugin.so",
        "video_output/libxcb_x11_plugin.so", "audio_output/libalsa_plugin.so",
    ];

    /// <summary>Where the package keeps them, and where packaging/make-plugins.sh does.</summary>
    private static readonly string[] _chosen = ["/var/lib/seeit-player/libvlc", Path.Combine(AppContext.BaseDirectory, "libvlc")];

    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop) => Found([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        if (LibraryFolder() is not { } folder)
        {
            yield return Problem("LibVLC is not installed: nothing can be shown.", Install);
            yield break;
        }

        if (Version(folder) is { } version)
        {
            yield return version < _least
                ? Warning($"LibVLC {version} is older than {_least}.", "apt update; apt install libvlc5 vlc-plugin-base")
                : Ok($"LibVLC {version} is installed.");
        }

        var plugins = Path.Combine(folder, "vlc/plugins");
        var missing = _needed.Where(plugin => !File.Exists(Path.Combine(plugins, plugin))).ToList();
        yield return missing.Count > 0
            ? Problem($"Plugins of LibVLC are not there: {string.Join(", ", missing)}.", Install)
            : Ok("The plugins that See it needs are there.");

        if (_chosen.Select(machine.At).FirstOrDefault(path => File.Exists(Path.Combine(path, Core))) is not { } chosen)
        {
            yield return Warning("The player's own choice of plugins is not there: all of LibVLC's can be loaded.", "dpkg-reconfigure seeit-agent, or packaging/make-plugins.sh");
        }
        else if (!IsSame(Path.Combine(chosen, Core), Path.Combine(folder, Core)))
        {
            yield return Problem($"{chosen} was made of another version of LibVLC than the one that is installed.", "dpkg-reconfigure seeit-agent, or packaging/make-plugins.sh; then systemctl restart seeit-player");
        }
    }

    private string? LibraryFolder() => machine.Names("/usr/lib", "*-linux-gnu*").Select(name => machine.At($"/usr/lib/{name}"))
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "libvlc.so.5")) && File.Exists(Path.Combine(folder, Core)));

    /// <summary>Its own words, such as "3.0.21 Vetinari". It needs no plugin to say them.</summary>
    private static unsafe Version? Version(string folder)
    {
        if (!NativeLibrary.TryLoad(Path.Combine(folder, "libvlc.so.5"), out var library)
            || !NativeLibrary.TryGetExport(library, "libvlc_get_version", out var address))
        {
            return null;
        }

        var text = Marshal.PtrToStringUTF8(((delegate* unmanaged<nint>)address)())?.Split(' ')[0];
        return System.Version.TryParse(text, out var version) ? version : null;
    }

    private static bool IsSame(string one, string other) =>
        new FileInfo(one).Length == new FileInfo(other).Length && File.ReadAllBytes(one).AsSpan().SequenceEqual(File.ReadAllBytes(other));
}
