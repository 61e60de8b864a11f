using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>LibVLC's options for a TV: a fast start, no network but the media's, nothing over the picture.</summary>
internal static class LibVlcOptions
{
    private static readonly string[] Tuned =
    [
        "--no-lua",
        "--no-osd",
        "--no-video-title-show",
        "--no-snapshot-preview",
        "--no-sub-autodetect-file",
        "--no-metadata-network-access",
        "--snapshot-format=png",
    ];

    /// <exception cref="VLCException">LibVLC is not installed, or refuses an option.</exception>
    /// <exception cref="StartException">It is too old.</exception>
    public static LibVLC Create(PlayerOptions options)
    {
        List<string> all = [.. Tuned];
        if (options.Aout is { } aout)
        {
            all.Add($"--aout={aout}");
        }

        var vlc = new LibVLC(LogLevel.Error, [.. all]);
        return LibVlcVersion.Refusal(LibVLC.Version) is { } refusal ? throw new StartException(refusal, StartException.NoLibVlc) : vlc;
    }
}
