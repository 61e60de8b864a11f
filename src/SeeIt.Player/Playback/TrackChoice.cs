using SeeIt.Contracts.Player;

namespace SeeIt.Player.Playback;

/// <summary>Which of a media's tracks a household would take. Pure.</summary>
internal static class TrackChoice
{
    /// <summary>The first audio in the dearest language that there is; without one, the stream's first.</summary>
    /// <returns>The track's id; null when there is no audio.</returns>
    public static int? Audio(IReadOnlyList<Track> tracks, IReadOnlyList<string> languages)
    {
        List<Track> audio = [.. tracks.Where(track => track.Kind == TrackKind.Audio)];
        return languages
            .SelectMany(language => audio.Where(track => Languages.Same(track.Language, language)))
            .Concat(audio)
            .FirstOrDefault()?.Id;
    }
}
