using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Storage;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.SeeIt;

/// <summary>The verbs that act on what is on. Each returns when its effect is there; a failure is a value.</summary>
public sealed class PlayerVerbs(IPlayer player, IOverlay overlay, StatusReporter status, StateStore store, AgentSettings settings, TimeProvider time)
{
    private static readonly TimeSpan _effectTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _fade = TimeSpan.FromMilliseconds(150);

    /// <summary>Milliseconds: a glance.</summary>
    private const int SoundSaid = 2_000;

    public async Task<Failure?> ActAsync(Verb verb, PlayingMedia? playback)
    {
        try
        {
            return verb switch
            {
                PauseVerb => await SetPausedAsync(playback, paused: true),
                ResumeVerb => await SetPausedAsync(playback, paused: false),
                SetVolumeVerb volume => await SetVolumeAsync(volume.Percent),
                SeekVerb seek => await SeekAsync(playback, seek.TimeMs),
                SeekToLiveVerb => await GoLiveAsync(playback),
                SetRateVerb rate => await SetRateAsync(playback, rate.Rate),
                SelectTrackVerb select => await SelectTrackAsync(playback, select),
                SetMutedVerb mute => await SetMutedAsync(mute.Muted),
                _ => new(FailureKind.Unsupported, $"This box does not know '{verb.GetType().Name}'."),
            };
        }
        catch (PlayerException exception)
        {
            return Failures.From(exception);
        }
    }

    /// <summary>A box that was restarted is as loud as it was.</summary>
    public async Task RestoreSoundAsync()
    {
        if (store.Sound is { } sound)
        {
            await player.SetVolumeAsync(sound.Volume, TimeSpan.Zero, CancellationToken.None);
            await player.SetMutedAsync(sound.Muted, CancellationToken.None);
            status.Apply(new ViewingEvent.VolumeSet(sound.Volume));
            status.Apply(new ViewingEvent.MutedSet(sound.Muted));
        }
    }

    /// <summary>Takes away what is on the TV, or about to be, and shows the idle screen.</summary>
    public async Task ClearAsync()
    {
        await EndOverlayAsync();
        await player.ShowScreenAsync(new IdleScreen(settings.Name), CancellationToken.None);
        await StopAsync();
    }

    /// <summary>Takes away what is on the TV, or about to be. A player that is gone shows nothing anyway.</summary>
    public async Task StopAsync()
    {
        try
        {
            if (player.On is { } session)
            {
                await player.StopAsync(session, CancellationToken.None);
            }
        }
        catch (PlayerException)
        {
        }
    }

    /// <summary>The show changes: what lay over it is taken away.</summary>
    public Task EndOverlayAsync() => overlay.ClearOverlayAsync(CancellationToken.None);

    private async Task<Failure?> SetPausedAsync(PlayingMedia? playback, bool paused)
    {
        if (playback is null)
        {
            return new(FailureKind.NotPlaying, "Nothing is on.");
        }

        if (!paused && playback.IsSourceOver)
        {
            // It ended under the paused picture: there is nothing left to go on with.
            _ = playback.GoLiveAsync();
        }
        else
        {
            await player.SetPausedAsync(playback.Session, paused, CancellationToken.None);
        }

        var wanted = paused ? TvState.Paused : TvState.Playing;
        return await status.WaitForAsync(state => state.State == wanted, _effectTimeout)
            ? null
            : new(FailureKind.Unsupported, paused ? "What is on cannot be paused." : "What is on does not go on.");
    }

    private async Task<Failure?> GoLiveAsync(PlayingMedia? playback)
    {
        if (playback is null)
        {
            return new(FailureKind.NotPlaying, "Nothing is on.");
        }

        if (!playback.IsLive && !playback.IsGrowing)
        {
            return new(FailureKind.Unsupported, $"{playback.Source.Name} is not live: it has a beginning and an end.");
        }

        return await WaitForAnewAsync(playback, playback.GoLiveAsync());
    }

    private async Task<Failure?> WaitForAnewAsync(PlayingMedia playback, Task<Failure?> anew)
    {
        try
        {
            return await anew.WaitAsync(Tuner.Limit, time);
        }
        catch (TimeoutException)
        {
            return new(FailureKind.NoDataTimeout, $"{playback.Source.Name} did not come back within {Tuner.Limit.TotalSeconds:0.#} s; it is tried on.");
        }
    }

    private async Task<Failure?> ActAsync(PlayingMedia? playback, Func<long, PlayerRequest> request)
    {
        if (playback is null)
        {
            return new(FailureKind.NotPlaying, "Nothing is on.");
        }

        await player.ActAsync(request(playback.Session.Id), CancellationToken.None);
        return null;
    }

    private async Task<Failure?> SelectTrackAsync(PlayingMedia? playback, SelectTrackVerb select)
    {
        var failure = await ActAsync(playback, session => new SelectTrackRequest(session, select.Kind, select.TrackId));
        if (failure is null)
        {
            playback!.Chosen.Track(select.Kind, select.TrackId);
        }

        return failure;
    }

    private async Task<Failure?> SeekAsync(PlayingMedia? playback, long timeMs)
    {
        if (playback is { IsRecorded: true })
        {
            return await WaitForAnewAsync(playback, playback.GoToAsync(timeMs));
        }

        var failure = await ActAsync(playback, session => new SeekRequest(session, timeMs));
        if (failure is null)
        {
            playback!.ResumeAt(timeMs);
        }

        return failure;
    }

    private async Task<Failure?> SetRateAsync(PlayingMedia? playback, double rate)
    {
        var failure = await ActAsync(playback, session => new SetRateRequest(session, rate));
        if (failure is null)
        {
            playback!.Chosen.Rate = rate;
            status.Apply(new ViewingEvent.RateSet(rate));
        }

        return failure;
    }

    private async Task<Failure?> SetVolumeAsync(int percent)
    {
        if (percent is < 0 or > 100)
        {
            return new(FailureKind.Unsupported, $"A volume of {percent} %: 0 to 100 is possible.");
        }

        await player.SetVolumeAsync(percent, _fade, CancellationToken.None);
        status.Apply(new ViewingEvent.VolumeSet(percent));
        KeepSound();
        await SaySoundAsync();
        return null;
    }

    private async Task<Failure?> SetMutedAsync(bool muted)
    {
        await player.SetMutedAsync(muted, CancellationToken.None);
        status.Apply(new ViewingEvent.MutedSet(muted));
        KeepSound();
        await SaySoundAsync();
        return null;
    }

    /// <summary>A phone set it, and the room sees why it is louder.</summary>
    private Task SaySoundAsync()
    {
        var now = status.State;
        var text = now.Muted ? "Muted" : $"Volume {now.Volume} %";
        return overlay.ShowOverlayAsync(new Overlay(text, Picture: null, OverlayPlace.TopRight, SoundSaid), CancellationToken.None);
    }

    private void KeepSound()
    {
        var now = status.State;
        store.KeepSound(now.Volume, now.Muted);
    }
}
