using System.Runtime.InteropServices;

namespace SeeIt.LibVlc.Interop;

/// <summary>libvlc_media_player.h and libvlc_events.h</summary>
internal static unsafe partial class NativePlayer
{
    private const string Library = "libvlc.so.5";

    [LibraryImport(Library)]
    internal static partial nint libvlc_media_player_new(LibVlcHandle instance);

    [LibraryImport(Library)]
    internal static partial void libvlc_media_player_release(nint player);

    [LibraryImport(Library)]
    internal static partial nint libvlc_media_player_event_manager(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial int libvlc_event_attach(
        nint manager, int type, delegate* unmanaged[Cdecl]<NativeEvent*, nint, void> callback, nint data);

    [LibraryImport(Library)]
    internal static partial void libvlc_media_player_set_media(MediaPlayerHandle player, nint media);

    [LibraryImport(Library)]
    internal static partial int libvlc_media_player_play(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial void libvlc_media_player_stop(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial void libvlc_media_player_set_pause(MediaPlayerHandle player, int pause);

    [LibraryImport(Library)]
    internal static partial int libvlc_media_player_can_pause(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial int libvlc_media_player_is_seekable(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial int libvlc_media_player_get_state(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial long libvlc_media_player_get_time(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial void libvlc_media_player_set_time(MediaPlayerHandle player, long time);

    [LibraryImport(Library)]
    internal static partial long libvlc_media_player_get_length(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial float libvlc_media_player_get_position(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial void libvlc_media_player_set_position(MediaPlayerHandle player, float position);

    [LibraryImport(Library)]
    internal static partial float libvlc_media_player_get_rate(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial int libvlc_media_player_set_rate(MediaPlayerHandle player, float rate);

    [LibraryImport(Library)]
    internal static partial uint libvlc_media_player_has_vout(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial void libvlc_media_player_set_xwindow(MediaPlayerHandle player, uint window);

    [LibraryImport(Library)]
    internal static partial uint libvlc_media_player_get_xwindow(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial void libvlc_video_set_key_input(MediaPlayerHandle player, uint on);

    [LibraryImport(Library)]
    internal static partial void libvlc_video_set_mouse_input(MediaPlayerHandle player, uint on);

    [LibraryImport(Library)]
    internal static partial int libvlc_video_get_size(MediaPlayerHandle player, uint number, uint* width, uint* height);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void libvlc_video_set_deinterlace(MediaPlayerHandle player, string? mode);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void libvlc_video_set_aspect_ratio(MediaPlayerHandle player, string? ratio);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void libvlc_video_set_crop_geometry(MediaPlayerHandle player, string? geometry);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int libvlc_audio_output_set(MediaPlayerHandle player, string module);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void libvlc_audio_output_device_set(MediaPlayerHandle player, string? module, string device);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int libvlc_video_take_snapshot(
        MediaPlayerHandle player, uint number, string path, uint width, uint height);

    [LibraryImport(Library)]
    internal static partial int libvlc_audio_get_volume(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial int libvlc_audio_set_volume(MediaPlayerHandle player, int volume);

    [LibraryImport(Library)]
    internal static partial int libvlc_audio_get_mute(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial void libvlc_audio_set_mute(MediaPlayerHandle player, int mute);

    [LibraryImport(Library)]
    internal static partial int libvlc_audio_get_track(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial int libvlc_audio_set_track(MediaPlayerHandle player, int track);

    [LibraryImport(Library)]
    internal static partial int libvlc_video_get_track(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial int libvlc_video_set_track(MediaPlayerHandle player, int track);

    [LibraryImport(Library)]
    internal static partial int libvlc_video_get_spu(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial int libvlc_video_set_spu(MediaPlayerHandle player, int track);

    [LibraryImport(Library)]
    internal static partial NativeTrackDescription* libvlc_audio_get_track_description(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial NativeTrackDescription* libvlc_video_get_track_description(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial NativeTrackDescription* libvlc_video_get_spu_description(MediaPlayerHandle player);

    [LibraryImport(Library)]
    internal static partial void libvlc_track_description_list_release(NativeTrackDescription* list);
}

/// <summary><c>libvlc_track_description_t</c>: a linked list.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTrackDescription
{
    public int Id;
    public byte* Name;
    public NativeTrackDescription* Next;
}

/// <summary>
/// <c>libvlc_event_t</c>: the union begins at 16 and is not zeroed, so only the width of the event's own field is read.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct NativeEvent
{
    [FieldOffset(0)]
    public int Type;

    [FieldOffset(8)]
    public nint Source;

    [FieldOffset(16)]
    public int Int;

    [FieldOffset(16)]
    public long Long;

    [FieldOffset(16)]
    public float Float;

    [FieldOffset(20)]
    public int SecondInt;
}
