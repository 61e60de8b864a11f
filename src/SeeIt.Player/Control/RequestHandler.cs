using SeeIt.Contracts.Player;
using SeeIt.LibVlc;
using SeeIt.Player.Display;
using SeeIt.Player.Playback;

namespace SeeIt.Player.Control;

/// <summary>Checks a call, has it done, and words the reply.</summary>
internal sealed class RequestHandler(TvPlayback playback, TvDisplay display, int? proxyPort, TimeProvider time)
{
    public async Task<PlayerReply> HandleAsync(PlayerCall call)
    {
        if (RequestCheck.Refusal(call.Request, proxyPort) is { } error)
        {
            return new PlayerReply(call.Id, error);
        }

        switch (call.Request)
        {
            case HelloRequest:
                return new PlayerReply(call.Id, Detail: $"seeit-player {ThisAssembly.Version}, LibVLC {LibVLC.Version}");
            case OpenRequest open:
                return new PlayerReply(call.Id, await playback.OpenAsync(open, time.GetTimestamp()));
            case ShowRequest show:
                return new PlayerReply(call.Id, await playback.ShowAsync(show.Session, show.Trace is not null, time.GetTimestamp()));
            case StopRequest stop:
                return new PlayerReply(call.Id, await playback.StopAsync(stop.Session));
            case SetPausedRequest pause:
                return new PlayerReply(call.Id, await playback.SetPausedAsync(pause.Session, pause.Paused));
            case SetVolumeRequest volume:
                await playback.SetVolumeAsync(volume.Percent, TimeSpan.FromMilliseconds(volume.FadeMs));
                return new PlayerReply(call.Id);
            case SetMutedRequest mute:
                await playback.SetMutedAsync(mute.Muted);
                return new PlayerReply(call.Id);
            case SeekRequest seek:
                return new PlayerReply(call.Id, await playback.SeekAsync(seek.Session, seek.TimeMs));
            case SetRateRequest rate:
                return new PlayerReply(call.Id, await playback.SetRateAsync(rate.Session, rate.Rate));
            case SelectTrackRequest select:
                return new PlayerReply(call.Id, await playback.SelectTrackAsync(select.Session, select.Kind, select.TrackId));
            case SetPreferencesRequest set:
                await playback.SetPreferencesAsync(set.Preferences);
                return new PlayerReply(call.Id);
            case ShowScreenRequest screen:
                display.Show(screen.Screen);
                return new PlayerReply(call.Id);
            case ShowOverlayRequest overlay:
                display.ShowOverlay(overlay.Overlay);
                return new PlayerReply(call.Id);
            case SnapshotRequest snapshot:
                var (image, problem) = await playback.SnapshotAsync(snapshot.Session, snapshot.Width);
                return new PlayerReply(call.Id, problem, Image: image);
            default:
                return new PlayerReply(call.Id, $"The player does not know the request {call.Request.GetType().Name}.");
        }
    }

    /// <summary>Tells the state of each session, for an agent that has just connected.</summary>
    public Task TellStateAsync() => playback.TellStateAsync();
}
