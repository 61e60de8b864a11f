using SeeIt.Contracts.Player;
using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <content>What a person does to what is on.</content>
internal sealed partial class TvPlayback
{
    public Task<string?> SetPausedAsync(long id, bool paused) => OnSlot(id, (slot, session) =>
        session.CanPause && _deadline.Call("libvlc_media_player_set_pause", () => slot.Player.SetPause(paused))
            ? null
            : "It cannot be paused: it has not begun to play, or its source does not allow it.");

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

    /// <summary>
    /// LibVLC would try to open the missing audio output again for each block of sound, some forty times a second.
    /// The next session tries anew.
    /// </summary>
    /// <param name="player">Whose output is missing; <see cref="LibVlcLog.Nobody"/> where LibVLC does not tell: what is on alone has sound.</param>
    private void GoWithoutSound(long player)
    {
        if ((player == LibVlcLog.Nobody ? _on : Slots.FirstOrDefault(slot => slot.Player.Id == player)) is { } slot)
        {
            Console.Error.WriteLine("seeit-player: no audio output could be opened; this session goes on without sound.");
            _deadline.Call("libvlc_audio_set_track", () => slot.Player.SetAudioTrack(-1));
        }
    }
}
