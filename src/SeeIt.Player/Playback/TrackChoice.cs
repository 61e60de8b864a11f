using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>Which of a media's tracks a household would take. Pure.</summary>
internal static class TrackChoice
{
    /// <summary>The first track in the dearest language that there is; without one, the stream's first.</summary>
    /// <returns>The track's id; null when there is no track of the kind.</returns>
    public static int? Audio(IReadOnlyList<MediaTrack> tracks, IReadOnlyList<string> languages)
        => Preferred(tracks, TrackType.Audio, languages) ?? tracks.FirstOrDefault(track => track.Type == TrackType.Audio)?.Id;

    /// <summary>The first subtitles in the dearest language that there is; none without one.</summary>
    public static int? Subtitles(IReadOnlyList<MediaTrack> tracks, IReadOnlyList<string> languages)
        => Preferred(tracks, TrackType.Text, languages);

    private static int? Preferred(IReadOnlyList<MediaTrack> tracks, TrackType type, IReadOnlyList<string> languages)
        => languages
            .SelectMany(language => tracks.Where(track => track.Type == type && Languages.Same(track.Language, language)))
            .FirstOrDefault()?.Id;
}
