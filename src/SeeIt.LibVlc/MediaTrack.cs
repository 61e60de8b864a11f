using SeeIt.LibVlc.Interop;

namespace SeeIt.LibVlc;

/// <summary><c>libvlc_track_type_t</c></summary>
public enum TrackType
{
    Unknown = -1,
    Audio = 0,
    Video = 1,
    Text = 2,
}

/// <summary>What a media's track is. Width and height are 0 but for video, channels and rate (Hz) but for audio.</summary>
/// <param name="Codec">Four characters: <c>h264</c>, <c>mp4a</c>.</param>
/// <param name="Id">The elementary stream's id.</param>
/// <param name="Type">Audio, video or text.</param>
/// <param name="Bitrate">Bits a second, 0 when unknown.</param>
/// <param name="Language">ISO 639, or null.</param>
/// <param name="Description">As the stream names it, or null.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FrameRate">Frames a second, 0 when unknown.</param>
/// <param name="Channels">1 is mono.</param>
/// <param name="Rate">Samples a second.</param>
public sealed record MediaTrack(
    string Codec,
    int Id,
    TrackType Type,
    uint Bitrate,
    string? Language,
    string? Description,
    uint Width = 0,
    uint Height = 0,
    double FrameRate = 0,
    uint Channels = 0,
    uint Rate = 0)
{
    internal static unsafe MediaTrack From(NativeTrack* track)
    {
        var fourcc = track->Codec;
        var codec = string.Create(4, fourcc, static (text, value) =>
        {
            for (var i = 0; i < 4; i++)
            {
                text[i] = (char)(byte)(value >> (8 * i));
            }
        });
        var common = new MediaTrack(
            codec, track->Id, (TrackType)track->Type, track->Bitrate,
            Native.Borrowed(track->Language), Native.Borrowed(track->Description));
        var details = track->Details;

        // libvlc_video_track_t begins with height, width, aspect (two), frame rate (two); libvlc_audio_track_t is channels, rate.
        return common.Type switch
        {
            _ when details is null => common,
            TrackType.Video => common with
            {
                Height = details[0], Width = details[1], FrameRate = details[5] == 0 ? 0 : (double)details[4] / details[5],
            },
            TrackType.Audio => common with { Channels = details[0], Rate = details[1] },
            _ => common,
        };
    }
}

/// <summary>A track that a player can choose.</summary>
/// <param name="Id">For <c>SetAudioTrack</c> and its like; -1 is none.</param>
/// <param name="Name">For people.</param>
public sealed record TrackDescription(int Id, string Name);
