using System.Globalization;
using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>Makes the media of an open request.</summary>
internal sealed class MediaSource(LibVLC vlc, Graphics graphics, MediaConnections connections, Deadline deadline)
{
    /// <summary>
    /// KiB, and bytes. LibVLC reads this much ahead of a stream, also while it is paused, and the writer blocks only then:
    /// by default it is 16 MiB. Both are needed: the buffer is never less than a read may be.
    /// </summary>
    private static readonly string[] ReadAhead = [":prefetch-buffer-size=1024", ":prefetch-read-size=131072"];

    /// <summary>The relay feeds nothing else; left to probe a stream that has just begun, LibVLC may take another one.</summary>
    private const string Demux = ":demux=ts";

    /// <summary>Milliseconds that LibVLC fetches ahead of HLS and DASH.</summary>
    private const int UsualMostBuffered = 30_000;

    /// <summary>A track that no stream has: a standby takes no audio output from what is on.</summary>
    private const string NoTrack = ":audio-track-id=65535";

    public Session Open(OpenRequest request, PlaybackPreferences preferences, long takenAt)
    {
        string[] options = [.. Options(request, preferences)];
        var mayBeInHardware = MayBeInHardware(request);
        switch (request.Input)
        {
            case StreamInput stream:
                var input = new SocketInput(stream.StreamId, stream.IsStored, connections);
                return Make(() => new Media(vlc, input, options), input);
            case ProxyInput proxy:
                return Make(() => new Media(vlc, new Uri(proxy.Url), options));
            case TunerInput tuner:
                return Make(() => new Media(vlc, tuner.Mrl, FromType.FromLocation, options));
            default:
                throw new InvalidOperationException($"The input {request.Input.GetType().Name} is not known.");
        }

        Session Make(Func<Media> media, SocketInput? input = null) =>
            new(request, mayBeInHardware, takenAt, deadline.Call("libvlc_media_new", media), input, deadline);
    }

    private static int? Program(OpenRequest request) => request.Input switch
    {
        StreamInput stream => stream.Program,
        TunerInput tuner => tuner.Program,
        _ => null,
    };

    private bool MayBeInHardware(OpenRequest request) => graphics.CanDecode && !request.InSoftware;

    /// <summary>What LibVLC is told of the media of a request.</summary>
    internal IEnumerable<string> Options(OpenRequest request, PlaybackPreferences preferences)
    {
        yield return $":network-caching={request.CachingMs}";
        yield return $":live-caching={request.CachingMs}";
        if (request.LiveDelayMs is { } delay)
        {
            // HLS and DASH know no caching: what they hold is what lies between here and the newest segment.
            yield return $":adaptive-livedelay={delay}";
            yield return $":adaptive-maxbuffer={Math.Max(delay, UsualMostBuffered)}";
        }

        if (!MayBeInHardware(request))
        {
            yield return ":avcodec-hw=none";
        }

        if (request.StartMs > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $":start-time={request.StartMs / 1000.0:0.###}");
        }

        if (request.Standby)
        {
            yield return NoTrack;
        }
        else if (preferences.AudioLanguages.Count > 0)
        {
            yield return $":audio-language={string.Join(',', preferences.AudioLanguages)}";
        }

        if (preferences.SubtitleLanguages.Count > 0)
        {
            yield return $":sub-language={string.Join(',', preferences.SubtitleLanguages)}";
        }

        if (request.Input is StreamInput)
        {
            foreach (var option in ReadAhead)
            {
                yield return option;
            }

            yield return Demux;
        }

        if (Program(request) is { } program)
        {
            yield return $":program={program}";
        }
    }
}
