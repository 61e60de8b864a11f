namespace SeeIt.Relay;

/// <summary>What has been seen of a live stream's program: the one that was asked for, or the first.</summary>
/// <param name="HasTables">PAT and PMT came.</param>
/// <param name="HasVideo">The PMT names a video.</param>
/// <param name="HasAudio">The PMT names a sound: with no video it is radio.</param>
/// <param name="IsScrambled">The video is encrypted; where there is none, all of the sound.</param>
/// <param name="KeyFrames">Of the video, so far.</param>
/// <param name="Undecodable">The name of the video's codec where LibVLC has no decoder for it; else null.</param>
public readonly record struct StreamContents(bool HasTables, bool HasVideo, bool HasAudio, bool IsScrambled, long KeyFrames, string? Undecodable)
{
    internal RelayFailure? Obstacle(string host, int? program, TimeSpan open, TimeSpan wait) => this switch
    {
        { IsScrambled: true } => new(RelayFailureKind.Unsupported, $"{host} sends the {(HasVideo ? "video" : "sound")} encrypted."),
        { Undecodable: { } codec } => new(RelayFailureKind.Unsupported, $"{host} uses the video codec {codec}, which this box cannot decode."),
        { HasTables: true, HasVideo: false, HasAudio: false } =>
            new(RelayFailureKind.Unsupported, $"{host} sends a program that has neither video nor sound."),
        _ when open < wait => null,
        { HasTables: false } => new(
            RelayFailureKind.NoData, $"{host} sends MPEG-TS without {(program is null ? "a program" : $"the program {program}")}: no PAT and PMT came in {wait.TotalSeconds:0.#} s."),
        { HasVideo: true, KeyFrames: 0 } => new(RelayFailureKind.NoData, $"{host} sent no key frame in {wait.TotalSeconds:0.#} s."),
        _ => null,
    };
}
