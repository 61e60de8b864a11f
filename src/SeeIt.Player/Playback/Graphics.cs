namespace SeeIt.Player.Playback;

/// <summary>What this machine shows and decodes pictures with.</summary>
/// <param name="Vout">LibVLC's video output; empty lets it choose.</param>
/// <param name="CanDecode">Some hardware may decode.</param>
internal sealed record Graphics(string Vout, bool CanDecode)
{
    /// <summary>
    /// Without a graphics processor LibVLC would still draw by OpenGL, in software, and at each change of channel open three
    /// video outputs in turn to ask for a decoder in hardware: some 100 ms, and three times the processor's work.
    /// </summary>
    private const string WithoutProcessor = "xcb_x11";

    /// <param name="vout">What the owner chose; null for what fits.</param>
    public static Graphics Find(string? vout)
    {
        var found = Enumerable.Range(128, 8).Any(number => File.Exists($"/dev/dri/renderD{number}")) || File.Exists("/dev/nvidia0");
        return new Graphics(vout ?? (found ? "" : WithoutProcessor), found);
    }
}
