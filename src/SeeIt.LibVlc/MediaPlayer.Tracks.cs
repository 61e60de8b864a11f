using SeeIt.LibVlc.Interop;

namespace SeeIt.LibVlc;

/// <content>Sound, and which tracks are played.</content>
public sealed partial class MediaPlayer
{
    /// <summary>Percent, 0 to 100 (200 at most); -1 while there is no audio output.</summary>
    public int Volume => NativePlayer.libvlc_audio_get_volume(_handle);

    /// <summary>Null while there is no audio output.</summary>
    public bool? Mute => NativePlayer.libvlc_audio_get_mute(_handle) switch { < 0 => null, var mute => mute != 0 };

    /// <summary>-1 is none.</summary>
    public int AudioTrack => NativePlayer.libvlc_audio_get_track(_handle);

    /// <summary>-1 is none.</summary>
    public int VideoTrack => NativePlayer.libvlc_video_get_track(_handle);

    /// <summary>Subtitles; -1 is none.</summary>
    public int Spu => NativePlayer.libvlc_video_get_spu(_handle);

    public unsafe IReadOnlyList<TrackDescription> AudioTrackDescription
        => List(NativePlayer.libvlc_audio_get_track_description(_handle));

    public unsafe IReadOnlyList<TrackDescription> VideoTrackDescription
        => List(NativePlayer.libvlc_video_get_track_description(_handle));

    public unsafe IReadOnlyList<TrackDescription> SpuDescription
        => List(NativePlayer.libvlc_video_get_spu_description(_handle));

    /// <param name="percent">0 to 100 (200 at most).</param>
    /// <returns>False when it is out of range or there is no audio output.</returns>
    public bool SetVolume(int percent) => NativePlayer.libvlc_audio_set_volume(_handle, percent) == 0;

    /// <summary>Makes a new audio output in place of the one that there is, which nothing plays to.</summary>
    /// <param name="module">VLC's name of it: <c>alsa</c>, <c>pulse</c>; <c>any</c> for the best that works.</param>
    /// <returns>False when there is no such module.</returns>
    public bool SetAudioOutput(string module) => NativePlayer.libvlc_audio_output_set(_handle, module) == 0;

    /// <param name="deviceId">As the audio output names it.</param>
    public void SetOutputDevice(string deviceId) => NativePlayer.libvlc_audio_output_device_set(_handle, null, deviceId);

    /// <summary>
    /// AC-3, E-AC-3 and DTS go to the audio output undecoded where it takes them (ALSA: not E-AC-3). It is VLC's option
    /// <c>--spdif</c>, for this player: as an option of a media it does not reach the output. Takes effect with the next one.
    /// </summary>
    /// <exception cref="VLCException">This LibVLC does not know it.</exception>
    public void SetPassthrough(bool passthrough)
    {
        if (!NativeVariables.SetBool(_handle, "spdif", passthrough))
        {
            throw new VLCException("LibVLC took no choice of pass-through");
        }
    }

    public void SetMute(bool mute) => NativePlayer.libvlc_audio_set_mute(_handle, mute ? 1 : 0);

    /// <returns>False when there is no such track.</returns>
    public bool SetAudioTrack(int id) => NativePlayer.libvlc_audio_set_track(_handle, id) == 0;

    /// <returns>False when there is no such track.</returns>
    public bool SetVideoTrack(int id) => NativePlayer.libvlc_video_set_track(_handle, id) == 0;

    /// <returns>False when there is no such track.</returns>
    public bool SetSpu(int id) => NativePlayer.libvlc_video_set_spu(_handle, id) == 0;

    private static unsafe List<TrackDescription> List(NativeTrackDescription* list)
    {
        var tracks = new List<TrackDescription>();
        for (var track = list; track is not null; track = track->Next)
        {
            tracks.Add(new TrackDescription(track->Id, Native.Borrowed(track->Name) ?? ""));
        }

        if (list is not null)
        {
            NativePlayer.libvlc_track_description_list_release(list);
        }

        return tracks;
    }
}
