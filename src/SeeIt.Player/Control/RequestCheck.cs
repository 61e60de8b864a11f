using System.Text.RegularExpressions;
using SeeIt.Contracts.Player;

namespace SeeIt.Player.Control;

/// <summary>What a request may hold. What becomes an option of LibVLC's is checked to be nothing else.</summary>
internal static partial class RequestCheck
{
    /// <summary>An address has at most 2,048 characters, and the relay's name for it some more.</summary>
    private const int LongestUrl = 2_048 + 128;
    private const int LongestOverlay = 2_000;

    /// <summary>A W3C traceparent of version 00.</summary>
    private const int LengthOfTrace = 55;

    /// <param name="request">As it came.</param>
    /// <param name="proxyPort">The port that the player may connect to; null for none.</param>
    /// <returns>Why it is refused, for people; null when it is not.</returns>
    public static string? Refusal(PlayerRequest request, int? proxyPort) => request switch
    {
        HelloRequest { Protocol: not FrameStream.ProtocolVersion } hello
            => $"The agent speaks protocol {hello.Protocol} and this player {FrameStream.ProtocolVersion}: install them together.",
        OpenRequest { CachingMs: < 0 or > 60_000 } open => $"cachingMs is {open.CachingMs}; it must be 0 to 60000.",
        OpenRequest { LiveDelayMs: < 0 or > 120_000 } open => $"liveDelayMs is {open.LiveDelayMs}; it must be 0 to 120000.",
        OpenRequest { Trace.Length: not LengthOfTrace } or ShowRequest { Trace.Length: not LengthOfTrace } => $"trace must be a traceparent of {LengthOfTrace} characters.",
        OpenRequest { StartMs: < 0 } open => $"startMs is {open.StartMs}; it must not be negative.",
        OpenRequest { Input: ProxyInput input } => Refusal(input, proxyPort),
        OpenRequest { Input: TunerInput input } => Refusal(input),
        SeekRequest { TimeMs: < 0 } seek => $"timeMs is {seek.TimeMs}; it must not be negative.",
        SetRateRequest { Rate: not (>= 0.25 and <= 4) } rate => $"rate is {rate.Rate}; it must be 0.25 to 4.",
        SetVolumeRequest { Percent: < 0 or > 100 } volume => $"percent is {volume.Percent}; it must be 0 to 100.",
        SetVolumeRequest { FadeMs: < 0 or > 5_000 } volume => $"fadeMs is {volume.FadeMs}; it must be 0 to 5000.",
        SetPreferencesRequest { Preferences: var preferences } => Refusal(preferences),
        SnapshotRequest { Width: < 1 or > 3_840 } snapshot => $"width is {snapshot.Width}; it must be 1 to 3840.",
        ShowScreenRequest { Screen: PairingScreen { Number: < 10 or > 99 } pairing } => $"number is {pairing.Number}; it must be 10 to 99.",
        ShowOverlayRequest { Overlay.Text.Length: > LongestOverlay } => $"the overlay's text is longer than {LongestOverlay} characters.",
        ShowOverlayRequest { Overlay.DurationMs: < 0 } overlay => $"durationMs is {overlay.Overlay!.DurationMs}; it must not be negative.",
        _ => null,
    };

    private static string? Refusal(ProxyInput input, int? proxyPort)
    {
        if (input.Url.Length > LongestUrl
            || !Uri.TryCreate(input.Url, UriKind.Absolute, out var url)
            || url.Scheme != Uri.UriSchemeHttp
            || url.UserInfo.Length > 0)
        {
            return $"url must be http, without user and password, and at most {LongestUrl} characters.";
        }

        return proxyPort is { } port && Uri.TryCreate(input.Proxy, UriKind.Absolute, out var proxy) && proxy == new Uri($"http://127.0.0.1:{port}")
            ? null
            : $"proxy is {input.Proxy}; it must be http://127.0.0.1 with the port that the player was started with.";
    }

    private static string? Refusal(TunerInput input)
        => input.Mrl.Length <= LongestUrl
            && input.Mrl.IndexOf("://", StringComparison.Ordinal) is > 0 and var end
            && TunerInput.Schemes.Contains(input.Mrl[..end])
            ? null
            : $"mrl must be one of {string.Join(", ", TunerInput.Schemes)}, and at most {LongestUrl} characters.";

    private static string? Refusal(PlaybackPreferences preferences)
    {
        foreach (var language in preferences.AudioLanguages.Concat(preferences.SubtitleLanguages))
        {
            if (!LanguageCode().IsMatch(language))
            {
                return $"the language is {language}; it must be a code of two or three letters (ISO 639).";
            }
        }

        foreach (var ratio in new[] { preferences.AspectRatio, preferences.Crop })
        {
            if (ratio is not null && !Ratio().IsMatch(ratio))
            {
                return $"the ratio is {ratio}; it must be two numbers such as 16:9.";
            }
        }

        return null;
    }

    [GeneratedRegex("^[A-Za-z]{2,3}$")]
    private static partial Regex LanguageCode();

    [GeneratedRegex("^[0-9]{1,5}:[0-9]{1,5}$")]
    private static partial Regex Ratio();
}
