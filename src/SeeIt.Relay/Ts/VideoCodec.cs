namespace SeeIt.Relay;

/// <summary>The codec of a live stream's video, by its stream type in the PMT.</summary>
public enum VideoCodec
{
    /// <summary>No video, or one whose key frames only the random-access indicator tells.</summary>
    Unknown,
    Mpeg2,
    H264,
    Hevc,
}
