using SeeIt.Contracts.Player;
using SeeIt.LibVlc;
using SeeIt.Player.Display;
using SeeIt.Player.Playback;

namespace SeeIt.Player.Control;

/// <summary>Checks a call, has it done, and words the reply.</summary>
internal sealed class RequestHandler(TvPlayback playback, TvDisplay display, TimeProvider time)
{
    private const int LongestUrl = 2_048;

    public async Task<PlayerReply> HandleAsync(PlayerCall call)
    {
        if (Refusal(call.Request) is { } error)
        {
            return new PlayerReply(call.Id, error);
        }

        switch (call.Request)
        {
            case HelloRequest:
                return new PlayerReply(call.Id, Detail: $"seeit-player {ThisAssembly.Version}, LibVLC {LibVLC.Version}");
            case OpenRequest open:
                return new PlayerReply(call.Id, await playback.OpenAsync(open, time.GetTimestamp()));
            case StopRequest stop:
                return new PlayerReply(call.Id, await playback.StopAsync(stop.Session));
            case SetPausedRequest pause:
                return new PlayerReply(call.Id, await playback.SetPausedAsync(pause.Session, pause.Paused));
            case SetVolumeRequest volume:
                await playback.SetVolumeAsync(volume.Percent);
                return new PlayerReply(call.Id);
            case SetMutedRequest mute:
                await playback.SetMutedAsync(mute.Muted);
                return new PlayerReply(call.Id);
            case ShowScreenRequest show:
                display.Show(show.Screen);
                return new PlayerReply(call.Id);
            case SnapshotRequest snapshot:
                var (image, problem) = await playback.SnapshotAsync(snapshot.Session, snapshot.Width);
                return new PlayerReply(call.Id, problem, Image: image);
            default:
                return new PlayerReply(call.Id, $"The player does not know the request {call.Request.GetType().Name}.");
        }
    }

    /// <summary>Tells the state of the session that is on, for an agent that has just connected.</summary>
    public Task TellStateAsync() => playback.TellStateAsync();

    private static string? Refusal(PlayerRequest request) => request switch
    {
        HelloRequest { Protocol: not FrameStream.ProtocolVersion } hello
            => $"The agent speaks protocol {hello.Protocol} and this player {FrameStream.ProtocolVersion}: install them together.",
        OpenRequest { CachingMs: < 0 or > 60_000 } open => $"cachingMs is {open.CachingMs}; it must be 0 to 60000.",
        OpenRequest { Input: ProxyInput input } => Refusal(input),
        SetVolumeRequest { Percent: < 0 or > 100 } volume => $"percent is {volume.Percent}; it must be 0 to 100.",
        SnapshotRequest { Width: < 1 or > 3_840 } snapshot => $"width is {snapshot.Width}; it must be 1 to 3840.",
        ShowScreenRequest { Screen: PairingScreen { Number: < 10 or > 99 } pairing } => $"number is {pairing.Number}; it must be 10 to 99.",
        _ => null,
    };

    private static string? Refusal(ProxyInput input)
    {
        if (input.Url.Length > LongestUrl
            || !Uri.TryCreate(input.Url, UriKind.Absolute, out var url)
            || !(url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            || url.UserInfo.Length > 0)
        {
            return $"url must be http or https, without user and password, and at most {LongestUrl} characters.";
        }

        return Uri.TryCreate(input.Proxy, UriKind.Absolute, out var proxy) && proxy.Scheme == Uri.UriSchemeHttp && proxy.IsLoopback
            ? null
            : $"proxy is {input.Proxy}; it must be http on a loopback address.";
    }
}
