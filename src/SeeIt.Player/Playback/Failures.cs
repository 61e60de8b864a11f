using SeeIt.Contracts;
using SeeIt.Contracts.Player;

namespace SeeIt.Player.Playback;

/// <summary>Why LibVLC gave up, told from what it was given and what it logged.</summary>
internal static class Failures
{
    /// <summary>Beginnings and parts of LibVLC 3.0.24's messages, the surest first.</summary>
    private static readonly (string Words, FailureKind Kind)[] Signs =
    [
        ("HTTP connection failure", FailureKind.SourceUnreachable),
        ("connection failed", FailureKind.SourceUnreachable),
        ("cannot connect", FailureKind.SourceUnreachable),
        ("HTTP 4", FailureKind.SourceUnreachable),
        ("HTTP 5", FailureKind.SourceUnreachable),
        ("Failed to create demuxer", FailureKind.Unsupported),
        ("VLC can't recognize the input's format", FailureKind.Unsupported),
        ("no suitable", FailureKind.Unsupported),
        ("could not decode", FailureKind.Unsupported),
        ("Codec", FailureKind.Unsupported),
        ("unable to open the MRL", FailureKind.SourceUnreachable),
    ];

    public static (FailureKind Kind, string Detail) Classify(Session session, IReadOnlyList<string> errors)
    {
        if (session.Input is { Missing: true })
        {
            return (FailureKind.NoDataTimeout, "The agent's media connection did not come.");
        }

        if (session.Input is { Fault: { } fault })
        {
            return (FailureKind.SourceUnreachable, $"The media connection broke: {fault.Message}");
        }

        var detail = errors.Count == 0 ? "LibVLC logged no reason." : string.Join('\n', errors);
        if (session.Input is { } input)
        {
            return input.HasRead ? (FailureKind.Unsupported, detail) : (FailureKind.NoDataTimeout, "The stream ended before it began.");
        }

        // Not opened, or not tuned, LibVLC says why; it says nothing of a signal that does not come.
        if (session is { IsTuner: true, HasRead: false })
        {
            return errors.Count == 0 ? (FailureKind.NoSignal, "Nothing is received.") : (FailureKind.TuningFailed, detail);
        }

        foreach (var (words, kind) in Signs)
        {
            if (errors.Any(line => line.Contains(words, StringComparison.Ordinal)))
            {
                return (kind, detail);
            }
        }

        return (FailureKind.Unsupported, detail);
    }

    /// <summary>
    /// Where LibVLC has no decoder for any video of a media, it goes on with the sound, and says so only in its log.
    /// Null where it has one, and where there is no video.
    /// </summary>
    public static string? MissingDecoder(IReadOnlyList<Track> tracks, IReadOnlyList<string> errors)
    {
        List<string> codecs = [.. tracks.Where(track => track.Kind == TrackKind.Video).Select(track => track.Codec).Distinct()];
        return codecs.Count > 0 && codecs.TrueForAll(IsMissing)
            ? $"It uses the video codec {string.Join(" or ", codecs)}, which this box cannot decode."
            : null;

        bool IsMissing(string codec) => errors.Any(line => line.Contains($"Codec `{codec,-4}'", StringComparison.Ordinal));
    }
}
