using SeeIt.LibVlc.Interop;

namespace SeeIt.LibVlc;

/// <summary>
/// Counters of a media's input, refreshed by LibVLC every 250 ms while it runs. They are 32 bits wide and wrap
/// (<see cref="ReadBytes"/> after about an hour of HD).
/// </summary>
public readonly record struct MediaStats
{
    internal MediaStats(in NativeStats stats)
    {
        ReadBytes = stats.ReadBytes;
        InputBitrate = stats.InputBitrate;
        DemuxReadBytes = stats.DemuxReadBytes;
        DemuxBitrate = stats.DemuxBitrate;
        DemuxCorrupted = stats.DemuxCorrupted;
        DemuxDiscontinuity = stats.DemuxDiscontinuity;
        DecodedVideo = stats.DecodedVideo;
        DecodedAudio = stats.DecodedAudio;
        DisplayedPictures = stats.DisplayedPictures;
        LostPictures = stats.LostPictures;
        PlayedAudioBuffers = stats.PlayedAudioBuffers;
        LostAudioBuffers = stats.LostAudioBuffers;
    }

    public int ReadBytes { get; }

    /// <summary>Bytes a microsecond.</summary>
    public float InputBitrate { get; }

    public int DemuxReadBytes { get; }

    /// <summary>Bytes a microsecond.</summary>
    public float DemuxBitrate { get; }

    public int DemuxCorrupted { get; }

    public int DemuxDiscontinuity { get; }

    public int DecodedVideo { get; }

    public int DecodedAudio { get; }

    /// <summary>Redisplays of a picture included.</summary>
    public int DisplayedPictures { get; }

    public int LostPictures { get; }

    public int PlayedAudioBuffers { get; }

    public int LostAudioBuffers { get; }
}
