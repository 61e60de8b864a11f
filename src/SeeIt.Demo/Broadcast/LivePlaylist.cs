using System.Globalization;
using System.Text;
using SeeIt.Demo.TransportStream;

namespace SeeIt.Demo.Broadcast;

/// <summary>
/// A station as live HLS (RFC 8216): MPEG-TS segments of two seconds, each beginning at a key frame. One stream without
/// discontinuities, so any segment is computed when it is asked for; nothing is stored.
/// </summary>
public sealed class LivePlaylist(Station station)
{
    public const int SegmentSeconds = 2;

    /// <summary>Segments in the playlist.</summary>
    private const int Window = 6;

    /// <summary>Segments that stay available after they left the playlist (RFC 8216, 6.2.2: at least a playlist's length).</summary>
    private const int Grace = 12;

    private readonly int _keyFramesPerSegment =
        SegmentSeconds * station.Clip.KeyFramesPerLoop / (int)station.Clip.Duration.TotalSeconds;

    /// <summary>The last segment that is on the air to its end.</summary>
    private long Newest => ((long)station.Position.TotalSeconds / SegmentSeconds) - 1;

    public string Render()
    {
        var newest = Newest;
        var oldest = Math.Max(0, newest - Window + 1);
        var playlist = new StringBuilder();
        playlist.Append(CultureInfo.InvariantCulture, $"#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:{SegmentSeconds}\n");
        playlist.Append(CultureInfo.InvariantCulture, $"#EXT-X-MEDIA-SEQUENCE:{oldest}\n");
        for (var segment = oldest; segment <= newest; segment++)
        {
            playlist.Append(CultureInfo.InvariantCulture, $"#EXTINF:{SegmentSeconds}.000,\n{segment}.ts\n");
        }

        return playlist.ToString();
    }

    /// <summary>The segment's bytes, or null when it is gone or not yet complete.</summary>
    public byte[]? Segment(long number)
    {
        var newest = Newest;
        if (number > newest || number <= newest - Window - Grace || number < 0)
        {
            return null;
        }

        var first = PacketOf(number);
        var bytes = new byte[(PacketOf(number + 1) - first) * TsPacket.Size];
        station.Clip.Copy(first, bytes);
        return bytes;
    }

    private long PacketOf(long segment) => station.Clip.PacketOfKeyFrame(segment * _keyFramesPerSegment);
}
