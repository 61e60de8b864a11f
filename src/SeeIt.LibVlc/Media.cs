using System.Runtime.InteropServices;
using SeeIt.LibVlc.Interop;

namespace SeeIt.LibVlc;

/// <summary>How a media is named.</summary>
public enum FromType
{
    /// <summary>A file's path.</summary>
    FromPath,

    /// <summary>A URL, or VLC's own form of one.</summary>
    FromLocation,
}

/// <summary>Something to play. A player that plays it keeps it alive: it may be disposed at once after it was set.</summary>
public sealed class Media : IDisposable
{
    /// <param name="libVLC">The instance.</param>
    /// <param name="mrl">Path or location.</param>
    /// <param name="type">Which of the two.</param>
    /// <param name="options">As for <see cref="AddOption"/>.</param>
    /// <exception cref="VLCException">LibVLC refused it.</exception>
    public Media(LibVLC libVLC, string mrl, FromType type = FromType.FromPath, params string[] options)
    {
        ArgumentNullException.ThrowIfNull(libVLC);
        ArgumentException.ThrowIfNullOrEmpty(mrl);
        var media = type == FromType.FromPath
            ? NativeMedia.libvlc_media_new_path(libVLC.Handle, mrl)
            : NativeMedia.libvlc_media_new_location(libVLC.Handle, mrl);
        Handle = Own(libVLC, media, default, mrl);
        AddOptions(options);
    }

    /// <param name="libVLC">The instance.</param>
    /// <param name="uri">An absolute address.</param>
    /// <param name="options">As for <see cref="AddOption"/>.</param>
    /// <exception cref="VLCException">LibVLC refused it.</exception>
    public Media(LibVLC libVLC, Uri uri, params string[] options)
        : this(libVLC, (uri ?? throw new ArgumentNullException(nameof(uri))).AbsoluteUri, FromType.FromLocation, options)
    {
    }

    /// <param name="libVLC">The instance.</param>
    /// <param name="input">Gives the bytes; used by one media only.</param>
    /// <param name="options">As for <see cref="AddOption"/>.</param>
    /// <exception cref="VLCException">LibVLC refused it.</exception>
    public unsafe Media(LibVLC libVLC, MediaInput input, params string[] options)
    {
        ArgumentNullException.ThrowIfNull(libVLC);
        ArgumentNullException.ThrowIfNull(input);
        var self = GCHandle.Alloc(input);
        var media = NativeMedia.libvlc_media_new_callbacks(
            libVLC.Handle,
            &InputCallbacks.Open,
            &InputCallbacks.Read,
            input.CanSeek ? &InputCallbacks.Seek : null,
            &InputCallbacks.Close,
            GCHandle.ToIntPtr(self));
        Handle = Own(libVLC, media, self, input.GetType().Name);
        AddOptions(options);
    }

    public unsafe string Mrl => Native.Owned(NativeMedia.libvlc_media_get_mrl(Handle)) ?? "";

    public VLCState State => (VLCState)NativeMedia.libvlc_media_get_state(Handle);

    /// <summary>Milliseconds, -1 when unknown.</summary>
    public long Duration => NativeMedia.libvlc_media_get_duration(Handle);

    /// <summary>All zero while no input runs.</summary>
    public unsafe MediaStats Statistics
    {
        get
        {
            NativeStats stats = default;
            _ = NativeMedia.libvlc_media_get_stats(Handle, &stats);
            return new MediaStats(stats);
        }
    }

    /// <summary>Empty until they are known: some time after playing began.</summary>
    public unsafe IReadOnlyList<MediaTrack> Tracks
    {
        get
        {
            NativeTrack** tracks = null;
            var count = NativeMedia.libvlc_media_tracks_get(Handle, &tracks);
            var result = new MediaTrack[count];
            for (var i = 0; i < result.Length; i++)
            {
                result[i] = MediaTrack.From(tracks[i]);
            }

            if (tracks is not null)
            {
                NativeMedia.libvlc_media_tracks_release(tracks, count);
            }

            return result;
        }
    }

    internal MediaHandle Handle { get; }

    /// <summary>
    /// Adds one of VLC's media options: <c>:network-caching=300</c>. LibVLC trusts it, even to write files: never pass
    /// on one that came from outside.
    /// </summary>
    public void AddOption(string option) => NativeMedia.libvlc_media_add_option(Handle, option);

    public void Dispose() => Handle.Dispose();

    private void AddOptions(string[] options)
    {
        foreach (var option in options)
        {
            AddOption(option);
        }
    }

    private static MediaHandle Own(LibVLC libVLC, nint media, GCHandle input, string name)
    {
        if (media != 0)
        {
            return new MediaHandle(libVLC.Handle, media, input);
        }

        if (input.IsAllocated)
        {
            input.Free();
        }

        throw VLCException.Last($"LibVLC refused the media {name}");
    }
}
