using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>What LibVLC knows of a media, in the words of the contract.</summary>
internal static class Description
{
    /// <summary>On the LibVLC thread.</summary>
    public static MediaEvent Of(Session session, MediaPlayer player, Deadline deadline) => deadline.Call("libvlc_media_tracks_get", () =>
    {
        var length = player.Length;
        int[] selected = [player.AudioTrack, player.VideoTrack, player.Spu];
        return new MediaEvent(
            session.Id, session.CanPause, session.CanSeek, length > 0 ? length : null,
            [.. session.Media.Tracks.Where(track => track.Type != TrackType.Unknown).Select(track => Of(track, selected))]);
    });

    private static Track Of(MediaTrack track, int[] selected) => new(
        track.Type switch { TrackType.Audio => TrackKind.Audio, TrackType.Video => TrackKind.Video, _ => TrackKind.Subtitles },
        track.Id,
        track.Codec.TrimEnd(' ', '\0'),
        track.Language,
        track.Description,
        selected[(int)track.Type] == track.Id,
        track.Width > 0 ? (int)track.Width : null,
        track.Height > 0 ? (int)track.Height : null,
        track.Channels > 0 ? (int)track.Channels : null);
}
