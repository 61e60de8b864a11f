using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>What LibVLC knows of a media, in the words of the contract. On the LibVLC thread.</summary>
internal static class Description
{
    public static MediaEvent Of(Session session, MediaPlayer player, Deadline deadline) => deadline.Call("libvlc_media_tracks_get", () =>
    {
        var length = player.Length;
        return new MediaEvent(
            session.Id, session.CanPause, session.CanSeek, length > 0 ? length : null, Tracks(session.Media, player), session.MayBeInHardware);
    });

    public static bool Same(MediaEvent? one, MediaEvent other)
        => one is not null && one with { Tracks = other.Tracks } == other && one.Tracks.SequenceEqual(other.Tracks);

    /// <summary>
    /// A media counts its tracks from 0, and a player names them by the stream's own ids (of MPEG-TS, the PID). Of each
    /// kind both have the same order.
    /// </summary>
    private static List<Track> Tracks(Media media, MediaPlayer player)
    {
        var all = media.Tracks;
        return
        [
            .. Tracks(all, TrackType.Video, TrackKind.Video, player.VideoTrackDescription, player.VideoTrack),
            .. Tracks(all, TrackType.Audio, TrackKind.Audio, player.AudioTrackDescription, player.AudioTrack),
            .. Tracks(all, TrackType.Text, TrackKind.Subtitles, player.SpuDescription, player.Spu),
        ];
    }

    private static IEnumerable<Track> Tracks(
        IReadOnlyList<MediaTrack> all, TrackType type, TrackKind kind, IReadOnlyList<TrackDescription> playable, int selected)
        => playable.Where(track => track.Id >= 0).Zip(all.Where(track => track.Type == type), (playable, track) => new Track(
            kind,
            playable.Id,
            track.Codec.TrimEnd(' ', '\0'),
            track.Language,
            track.Description,
            playable.Id == selected,
            track.Width > 0 ? (int)track.Width : null,
            track.Height > 0 ? (int)track.Height : null,
            track.Channels > 0 ? (int)track.Channels : null));
}
