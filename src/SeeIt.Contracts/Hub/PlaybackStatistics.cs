namespace SeeIt.Contracts.Hub;

/// <summary>
/// What the player counted of what is on, since its source was opened; a lost picture that is back is counted anew. It is told
/// together with another <see cref="MediaStatus.Health"/>, and otherwise once a minute at most; never of a paused picture.
/// </summary>
/// <param name="TakenAt">When, by the box's clock, UTC.</param>
/// <param name="BitRate">Bits a second of picture and sound, over the last seconds; null where it is not known yet.</param>
/// <param name="DecodedVideo">As LibVLC counts: of most channels about two for each picture.</param>
/// <param name="DisplayedPictures">Those that were shown again included.</param>
/// <param name="LostPictures">They came too late.</param>
/// <param name="PlayedAudio">Buffers of sound.</param>
/// <param name="LostAudio">Buffers of sound that were not played.</param>
/// <param name="Discontinuities">Breaks in the stream, as by lost packets.</param>
/// <param name="Corrupted">Broken packets, as far as LibVLC notices them.</param>
public sealed record PlaybackStatistics(
    DateTimeOffset TakenAt,
    int? BitRate,
    long DecodedVideo,
    long DisplayedPictures,
    long LostPictures,
    long PlayedAudio,
    long LostAudio,
    long Discontinuities,
    long Corrupted);
