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
            session.Id, session.CanPause, session.CanSeek, length > 0 ? length : null, Tracks(session, player), session.MayBeInHardware);
    });

    public static bool Same(MediaEvent? one, MediaEvent other)
        => one is not null && one with { Tracks = other.Tracks } == other && one.Tracks.SequenceEqual(other.Tracks);

    /// <summary>
    /// A media counts its tracks from 0, and keeps those that are gone; a player names the present ones by the stream's own ids
    /// (of MPEG-TS, the PID), which can come again for others. Of each kind, a media has them in the order in which they came.
    /// </summary>
    private static List<Track> Tracks(Session session, MediaPlayer player)
    {
        var all = session.Media.Tracks;
        return
        [
            .. Tracks(session, all, TrackType.Video, TrackKind.Video, player.VideoTrackDescription, player.VideoTrack),
            .. Tracks(session, all, TrackType.Audio, TrackKind.Audio, player.AudioTrackDescription, player.AudioTrack),
            .. Tracks(session, all, TrackType.Text, TrackKind.Subtitles, player.SpuDescription, player.Spu),
        ];
    }

    private static IEnumerable<Track> Tracks(
        Session session, IReadOnlyList<MediaTrack> all, TrackType type, TrackKind kind, IReadOnlyList<TrackDescription> playable, int selected)
    {
        var came = session.Came.FindAll(one => one.Type == type);
        var present = playable.Where(track => track.Id >= 0);
        var known = all.Where(track => track.Type == type).ToList();

        // Of several programs, those of the others are told neither to have come nor to be present.
        var pairs = came.Count == known.Count
            ? present.Select(track => (track.Id, Index: came.FindLastIndex(one => one.Id == track.Id)))
                .Where(pair => pair.Index >= 0).Select(pair => (pair.Id, known[pair.Index]))
            : present.Select(track => track.Id).Zip(known);
        return pairs.Select(pair => ToTrack(kind, pair.Item1, pair.Item2, pair.Item1 == selected));
    }

    private static Track ToTrack(TrackKind kind, int id, MediaTrack track, bool isSelected) => new(
        kind,
        id,
        track.Codec.TrimEnd(' ', '\0'),
        track.Language,
        track.Description,
        isSelected,
        track.Width > 0 ? (int)track.Width : null,
        track.Height > 0 ? (int)track.Height : null,
        track.Channels > 0 ? (int)track.Channels : null);
}
