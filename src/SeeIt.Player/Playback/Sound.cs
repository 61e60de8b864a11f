using SeeIt.LibVlc;

namespace SeeIt.Player.Playback;

/// <summary>Volume and mute, kept over what is played, and the way from one volume to the next. On the LibVLC thread only.</summary>
internal sealed class Sound(Deadline deadline, TimeProvider time)
{
    private static readonly TimeSpan StepEvery = TimeSpan.FromMilliseconds(20);

    private int _from = 100;
    private int _to = 100;
    private long _fadeBegan;
    private TimeSpan _fade;
    private bool _muted;

    /// <summary>True while the volume is on its way.</summary>
    public bool IsFading { get; private set; }

    public bool Muted
    {
        set => _muted = value;
    }

    /// <summary>Percent, as it is at this moment of the way.</summary>
    public int Volume => !IsFading
        ? _to
        : _from + (int)Math.Round((_to - _from) * Math.Min(1, time.GetElapsedTime(_fadeBegan) / _fade));

    /// <param name="percent">0 to 100.</param>
    /// <param name="fade">How long the way takes.</param>
    public void SetVolume(int percent, TimeSpan fade)
    {
        (_from, _to, _fade, _fadeBegan) = (Volume, percent, fade, time.GetTimestamp());
        IsFading = fade > TimeSpan.Zero;
    }

    /// <summary>LibVLC keeps neither for an output that is not there yet: called again when one has come.</summary>
    public void Apply(MediaPlayer player)
    {
        deadline.Call("libvlc_audio_set_volume", () => player.SetVolume(Volume));
        deadline.Call("libvlc_audio_set_mute", () => player.SetMute(_muted));
    }

    /// <summary>One step of the fade.</summary>
    /// <returns>When the next one is due.</returns>
    public TimeSpan Step(MediaPlayer player)
    {
        deadline.Call("libvlc_audio_set_volume", () => player.SetVolume(Volume));
        IsFading = IsFading && time.GetElapsedTime(_fadeBegan) < _fade;
        return IsFading ? StepEvery : Timeout.InfiniteTimeSpan;
    }
}
