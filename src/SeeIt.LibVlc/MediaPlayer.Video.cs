using SeeIt.LibVlc.Interop;

namespace SeeIt.LibVlc;

/// <content>Picture and window.</content>
public sealed partial class MediaPlayer
{
    /// <summary>The X11 window to draw in, 0 for one of LibVLC's own. Takes effect with the next video output.</summary>
    public uint XWindow
    {
        get => NativePlayer.libvlc_media_player_get_xwindow(_handle);
        set => NativePlayer.libvlc_media_player_set_xwindow(_handle, value);
    }

    /// <summary>Such as <c>16:9</c>; null keeps the stream's. Holds for the outputs that come, too.</summary>
    public string? AspectRatio
    {
        set => NativePlayer.libvlc_video_set_aspect_ratio(_handle, value);
    }

    /// <summary>Such as <c>16:9</c>: what is beyond it is cut off; null cuts nothing. Holds for the outputs that come, too.</summary>
    public string? CropGeometry
    {
        set => NativePlayer.libvlc_video_set_crop_geometry(_handle, value);
    }

    /// <summary>
    /// The module that shows the picture, such as <c>xcb_x11</c>; empty lets LibVLC choose. Set it after <see cref="XWindow"/>,
    /// which makes LibVLC forget <c>--vout</c> and <c>--avcodec-hw</c>. Takes effect with the next video output.
    /// </summary>
    /// <exception cref="VLCException">This LibVLC has no such variable.</exception>
    public void SetVideoOutput(string module)
    {
        if (!NativeVariables.SetString(_handle, "vout", module))
        {
            throw new VLCException($"LibVLC took no video output '{module}'");
        }
    }

    /// <summary>How many video outputs there are.</summary>
    public uint VoutCount => NativePlayer.libvlc_media_player_has_vout(_handle);

    /// <summary>Whether LibVLC takes keys pressed in the window.</summary>
    public bool EnableKeyInput
    {
        set => NativePlayer.libvlc_video_set_key_input(_handle, value ? 1u : 0);
    }

    /// <summary>Whether LibVLC takes the mouse in the window.</summary>
    public bool EnableMouseInput
    {
        set => NativePlayer.libvlc_video_set_mouse_input(_handle, value ? 1u : 0);
    }

    /// <summary>The video's size in pixels.</summary>
    /// <param name="number">Which video output, from 0.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <returns>False while there is none.</returns>
    public unsafe bool Size(uint number, out uint width, out uint height)
    {
        uint w = 0;
        uint h = 0;
        var known = NativePlayer.libvlc_video_get_size(_handle, number, &w, &h) == 0;
        (width, height) = (w, h);
        return known;
    }

    /// <summary>
    /// Until it is called, LibVLC deinterlaces what is marked as interlaced; there is no way back to that.
    /// </summary>
    /// <param name="mode">A mode of LibVLC's, such as <c>yadif</c>, for every picture; null for none.</param>
    public void SetDeinterlace(string? mode) => NativePlayer.libvlc_video_set_deinterlace(_handle, mode);

    /// <summary>Writes the picture that is on to a file, as PNG unless <c>--snapshot-format</c> says otherwise. Returns when it is there.</summary>
    /// <param name="number">Which video output, from 0.</param>
    /// <param name="path">The file.</param>
    /// <param name="width">Pixels; 0 keeps the aspect.</param>
    /// <param name="height">Pixels; 0 keeps the aspect.</param>
    /// <returns>False when there is no picture, or it could not be written.</returns>
    public bool TakeSnapshot(uint number, string path, uint width, uint height)
        => NativePlayer.libvlc_video_take_snapshot(_handle, number, path, width, height) == 0;
}
