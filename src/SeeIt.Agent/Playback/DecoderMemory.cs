using System.Collections.Concurrent;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Storage;
using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>
/// Which codecs this box's hardware shows no picture of, though software does: they are decoded in software from the start,
/// for weeks. A codec is known before it is opened where the relay reads the stream, or where the source was played before.
/// Thread-safe.
/// </summary>
public sealed class DecoderMemory(StateStore store, TimeProvider time)
{
    /// <summary>Once may be chance: a player that was killed, a stream that stuttered.</summary>
    public const int Enough = 2;

    private static readonly TimeSpan _together = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, string> _codecs = new();
    private readonly ConcurrentDictionary<string, (int Times, long At)> _suspects = new();

    /// <summary>Whether to open a source without asking hardware.</summary>
    /// <param name="source">Which.</param>
    /// <param name="codec">What the relay knows of its stream.</param>
    public bool IsForSoftware(ChannelSource source, VideoCodec codec) =>
        (Name(codec) ?? _codecs.GetValueOrDefault(source.Key)) is { } name && store.IsForSoftware(name, time.GetUtcNow());

    /// <summary>A source is played.</summary>
    public void Plays(PlayingMedia media)
    {
        if (media.VideoCodec is { } codec)
        {
            _codecs[media.Source.Key] = codec;
        }
    }

    /// <summary>A source showed its picture once hardware was not asked, and not before.</summary>
    public void NeededSoftware(PlayingMedia media)
    {
        if (media.VideoCodec is not { } codec)
        {
            return;
        }

        var (times, _) = _suspects.AddOrUpdate(
            codec,
            _ => (1, time.GetTimestamp()),
            (_, before) => time.GetElapsedTime(before.At) < _together ? (before.Times + 1, before.At) : (1, time.GetTimestamp()));
        if (times >= Enough)
        {
            store.KeepForSoftware(codec, time.GetUtcNow());
        }
    }

    /// <summary>LibVLC's four characters; null of what the relay does not know.</summary>
    private static string? Name(VideoCodec codec) => codec switch
    {
        VideoCodec.Mpeg2 => "mpgv",
        VideoCodec.H264 => "h264",
        VideoCodec.Hevc => "hevc",
        _ => null,
    };
}
