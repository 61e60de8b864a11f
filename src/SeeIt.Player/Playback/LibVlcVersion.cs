namespace SeeIt.Player.Playback;

/// <summary>Which LibVLC the player runs on.</summary>
internal static class LibVlcVersion
{
    /// <summary>
    /// The oldest that a distribution in support carries (Ubuntu 24.04): what is older gets no fixes of security, and the
    /// player decodes what strangers send. All that is said of LibVLC in this code was measured with 3.0.24.
    /// </summary>
    private static readonly Version Oldest = new(3, 0, 20);

    /// <param name="version">LibVLC's own word: <c>3.0.24 Vetinari</c>.</param>
    /// <returns>Why the player does not run on it, for people; null when it does.</returns>
    public static string? Refusal(string version)
        => Version.TryParse(version.Split(' ', '-')[0], out var found) && found >= Oldest
            ? null
            : $"LibVLC is {version}; it must be {Oldest} or newer: upgrade the packages libvlc5 and vlc-plugin-base, then run make-plugins.sh again.";
}
