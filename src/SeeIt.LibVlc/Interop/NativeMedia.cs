using System.Runtime.InteropServices;

namespace SeeIt.LibVlc.Interop;

/// <summary>libvlc_media.h</summary>
internal static unsafe partial class NativeMedia
{
    private const string Library = "libvlc.so.5";

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint libvlc_media_new_location(LibVlcHandle instance, string location);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint libvlc_media_new_path(LibVlcHandle instance, string path);

    [LibraryImport(Library)]
    internal static partial nint libvlc_media_new_callbacks(
        LibVlcHandle instance,
        delegate* unmanaged[Cdecl]<nint, nint*, ulong*, int> open,
        delegate* unmanaged[Cdecl]<nint, byte*, nuint, nint> read,
        delegate* unmanaged[Cdecl]<nint, ulong, int> seek,
        delegate* unmanaged[Cdecl]<nint, void> close,
        nint opaque);

    [LibraryImport(Library)]
    internal static partial void libvlc_media_release(nint media);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial void libvlc_media_add_option(MediaHandle media, string option);

    [LibraryImport(Library)]
    internal static partial byte* libvlc_media_get_mrl(MediaHandle media);

    [LibraryImport(Library)]
    internal static partial int libvlc_media_get_state(MediaHandle media);

    [LibraryImport(Library)]
    internal static partial long libvlc_media_get_duration(MediaHandle media);

    [LibraryImport(Library)]
    internal static partial int libvlc_media_get_stats(MediaHandle media, NativeStats* stats);

    [LibraryImport(Library)]
    internal static partial uint libvlc_media_tracks_get(MediaHandle media, NativeTrack*** tracks);

    [LibraryImport(Library)]
    internal static partial void libvlc_media_tracks_release(NativeTrack** tracks, uint count);
}

/// <summary><c>libvlc_media_stats_t</c>: 60 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeStats
{
    public int ReadBytes;
    public float InputBitrate;
    public int DemuxReadBytes;
    public float DemuxBitrate;
    public int DemuxCorrupted;
    public int DemuxDiscontinuity;
    public int DecodedVideo;
    public int DecodedAudio;
    public int DisplayedPictures;
    public int LostPictures;
    public int PlayedAudioBuffers;
    public int LostAudioBuffers;
    public int SentPackets;
    public int SentBytes;
    public float SendBitrate;
}

/// <summary><c>libvlc_media_track_t</c>: 56 bytes. The pointer at 24 is a union by <see cref="Type"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeTrack
{
    public uint Codec;
    public uint OriginalFourcc;
    public int Id;
    public int Type;
    public int Profile;
    public int Level;
    public uint* Details;
    public uint Bitrate;
    public byte* Language;
    public byte* Description;
}
