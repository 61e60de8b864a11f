using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <content>What a person does to what is on.</content>
internal sealed partial class TvPlayback
{
    public Task<string?> SetPausedAsync(long id, bool paused) => OnSlot(id, (slot, session) =>
    {
        if (!session.CanPause || !SetPause(slot, paused))
        {
            return "It cannot be paused: it has not begun to play, or its source does not allow it.";
        }

        session.IsToBePaused = paused;
        return null;
    });

    private bool SetPause(PlayerSlot slot, bool paused) => _deadline.Call("libvlc_media_player_set_pause", () => slot.Player.SetPause(paused));

    public Task<string?> SeekAsync(long id, long timeMs) => OnSlot(id, (slot, session) =>
    {
        if (!session.CanSeek)
        {
            return "It cannot seek: it has not begun to play, or it is live.";
        }

        _deadline.Call("libvlc_media_player_set_time", () => slot.Player.Time = timeMs);
        return null;
    });

    public Task<string?> SetRateAsync(long id, double rate) => OnSlot(id, (slot, session) =>
        session.CanSeek && _deadline.Call("libvlc_media_player_set_rate", () => slot.Player.SetRate((float)rate))
            ? null
            : "It has one speed: it has not begun to play, or it is live.");

    public Task<string?> SelectTrackAsync(long id, TrackKind kind, int? track) => OnSlot(id, (slot, session) =>
    {
        var chosen = track ?? -1;
        if (kind == TrackKind.Audio && slot == _on)
        {
            ForgetMissingSound();
        }

        return _deadline.Call("libvlc_audio_set_track", () => kind switch
        {
            TrackKind.Audio => slot.Player.SetAudioTrack(chosen),
            TrackKind.Video => slot.Player.SetVideoTrack(chosen),
            _ => slot.Player.SetSpu(chosen),
        })
            ? null
            : $"It has no track {track} of the kind {kind}.";
    });

    public Task<(byte[]? Image, string? Error)> SnapshotAsync(long id, int width) => _thread.Run<(byte[]?, string?)>(() =>
    {
        if (Find(id) is not { } slot)
        {
            return (null, NotOn(id));
        }

        return Snapshot.Take(slot.Player, _deadline, width) is { } image ? (image, null) : (null, "There is no picture yet.");
    });

    public Task SetVolumeAsync(int percent, TimeSpan fade) => _thread.Run(() =>
    {
        _sound.SetVolume(percent, fade);
        _sound.Apply(_on.Player);
    });

    public Task SetMutedAsync(bool muted) => _thread.Run(() =>
    {
        _sound.Muted = muted;
        _sound.Apply(_on.Player);
    });

    /// <summary>Tracks are chosen anew when the next media is opened.</summary>
    public Task SetPreferencesAsync(PlaybackPreferences preferences) => _thread.Run(() =>
    {
        _preferences = preferences;
        foreach (var slot in Slots.Concat(_spare))
        {
            ApplyPreferences(slot.Player);
        }
    });

    private Task<string?> OnSlot(long id, Func<PlayerSlot, Session, string?> act)
        => _thread.Run(() => Find(id) is { Session: { } session } slot ? act(slot, session) : NotOn(id));

    private void ApplyPreferences(MediaPlayer player)
        => _deadline.Call("libvlc_video_set_deinterlace", () => PlayerPreferences.Apply(_preferences, player));

    private void ApplySound(PlayerSlot slot)
    {
        if (slot == _on && _leaving is null)
        {
            _sound.Apply(slot.Player);
        }
    }

    /// <summary>A standby has no audio track until it is on: two outputs at once are not to be had everywhere.</summary>
    private void TakeSound()
    {
        if (_on.Session is not { } session)
        {
            return;
        }

        var tracks = Description.Of(session, _on.Player, _deadline).Tracks;
        if (TrackChoice.Audio(tracks, _preferences.AudioLanguages) is { } track)
        {
            _deadline.Call("libvlc_audio_set_track", () => _on.Player.SetAudioTrack(track));
        }

        _sound.Apply(_on.Player);
    }

    /// <summary>LibVLC could not open an audio output for what is on, or it broke.</summary>
    /// <param name="player">Whose; <see cref="LibVlcLog.Nobody"/> where LibVLC does not tell: what is on alone has sound.</param>
    private void GoWithoutSound(long player)
    {
        if (player != LibVlcLog.Nobody && player != _on.Player.Id)
        {
            return;
        }

        var track = _deadline.Call("libvlc_audio_get_track", () => _on.Player.AudioTrack);
        if (track < 0 || _on.Session is not { } session)
        {
            // It goes without already.
            return;
        }

        _deadline.Call("libvlc_audio_set_track", () => _on.Player.SetAudioTrack(-1));
        if (!_missingSound.IsMissing)
        {
            Console.Error.WriteLine("seeit-player: no audio output can be opened; it is tried again and again.");
            _outlet.Send(new SoundEvent(session.Id, IsMissing: true));
        }

        _missingSound.Lost(track);
    }

    /// <returns>When the next try is due.</returns>
    private TimeSpan TryMissingSound()
    {
        if (_missingSound.TakeTry() is { } track)
        {
            // One whose server has ended stays without it.
            _deadline.Call("libvlc_audio_output_set", () => _on.Player.SetAudioOutput(_aout));
            if (_preferences.AudioDevice is { } device)
            {
                _deadline.Call("libvlc_audio_output_device_set", () => _on.Player.SetOutputDevice(device));
            }

            _deadline.Call("libvlc_audio_set_track", () => _on.Player.SetAudioTrack(track));
        }

        return _missingSound.UntilTry;
    }

    private void SoundIsPlayed(Session session)
    {
        if (_missingSound.Heard())
        {
            Console.Error.WriteLine("seeit-player: the audio output is there again.");
            _outlet.Send(new SoundEvent(session.Id, IsMissing: false));
        }
    }

    /// <summary>Another session or another track is on, and is tried at once.</summary>
    private void ForgetMissingSound()
    {
        if (_missingSound.IsMissing && _on.Session is { } session)
        {
            _outlet.Send(new SoundEvent(session.Id, IsMissing: false));
        }

        _missingSound.Forget();
    }
}
