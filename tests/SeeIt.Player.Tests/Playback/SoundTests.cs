using Microsoft.Extensions.Time.Testing;
using SeeIt.LibVlc;
using SeeIt.Player.Playback;

namespace SeeIt.Player.Tests.Playback;

/// <summary>A fade's steps, on a player that plays nothing, by a clock that the test moves.</summary>
public sealed class SoundTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly LibVLC _vlc = new("--no-lua", "--aout=adummy");
    private readonly MediaPlayer _player;
    private readonly Sound _sound;

    public SoundTests()
    {
        _player = new MediaPlayer(_vlc);
        _sound = new Sound(new Deadline(TimeSpan.FromSeconds(30), TimeProvider.System), _time);
    }

    public void Dispose()
    {
        _player.Dispose();
        _vlc.Dispose();
    }

    [Fact]
    public void A_fade_goes_down_in_even_steps_and_ends_at_its_volume()
    {
        _sound.SetVolume(0, Second);
        List<int> volumes = [_sound.Volume];
        for (var next = _sound.Step(_player); next != Timeout.InfiniteTimeSpan; next = _sound.Step(_player))
        {
            _time.Advance(next);
            volumes.Add(_sound.Volume);
        }

        // Every 20 ms, 2 % each.
        Assert.Equal(Enumerable.Range(0, 51).Select(step => 100 - (2 * step)), volumes);
        Assert.False(_sound.IsFading);
    }

    [Fact]
    public void A_fade_that_is_overtaken_goes_on_from_where_it_is()
    {
        _sound.SetVolume(0, Second);
        _time.Advance(Second / 2);
        Assert.Equal(50, _sound.Volume);
        _sound.SetVolume(100, Second);
        Assert.Equal(50, _sound.Volume);
        _time.Advance(Second / 2);
        Assert.Equal(75, _sound.Volume);
        Assert.True(_sound.IsFading);
    }

    [Fact]
    public void A_step_that_comes_late_goes_no_further_than_the_end()
    {
        _sound.SetVolume(30, Second);
        _time.Advance(Second * 3);
        Assert.Equal(30, _sound.Volume);
        Assert.Equal(Timeout.InfiniteTimeSpan, _sound.Step(_player));
        Assert.Equal(30, _sound.Volume);
    }

    [Fact]
    public void Without_a_fade_the_volume_is_there_at_once()
    {
        _sound.SetVolume(40, TimeSpan.Zero);
        Assert.False(_sound.IsFading);
        Assert.Equal(40, _sound.Volume);
    }
}
