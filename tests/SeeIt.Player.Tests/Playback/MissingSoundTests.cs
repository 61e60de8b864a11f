using Microsoft.Extensions.Time.Testing;
using SeeIt.Player.Playback;

namespace SeeIt.Player.Tests.Playback;

public sealed class MissingSoundTests
{
    private const int Track = 101;

    private readonly FakeTimeProvider _time = new();
    private readonly MissingSound _missing;

    public MissingSoundTests() => _missing = new MissingSound(_time);

    [Fact]
    public void A_sound_that_is_there_is_not_tried()
    {
        Assert.False(_missing.IsMissing);
        Assert.Equal(Timeout.InfiniteTimeSpan, _missing.UntilTry);
        Assert.Null(_missing.TakeTry());
        Assert.False(_missing.Heard());
    }

    [Fact]
    public void A_sound_that_stays_lost_is_tried_ever_more_seldom()
    {
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            _missing.Lost(Track);
            Assert.Equal(TimeSpan.FromSeconds(seconds), _missing.UntilTry);
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            Assert.Null(_missing.TakeTry());
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(Track, _missing.TakeTry());
            Assert.Null(_missing.TakeTry());
            Assert.True(_missing.IsMissing);
        }
    }

    [Fact]
    public void A_sound_that_is_heard_again_is_there_and_begins_anew_when_it_is_lost_again()
    {
        _missing.Lost(Track);
        Assert.False(_missing.Heard());
        _time.Advance(TimeSpan.FromSeconds(1));
        _missing.TakeTry();
        Assert.False(_missing.Heard());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(_missing.Heard());
        Assert.False(_missing.Heard());
        Assert.False(_missing.IsMissing);
        _missing.Lost(Track);
        Assert.Equal(TimeSpan.FromSeconds(1), _missing.UntilTry);
    }

    [Fact]
    public void What_is_forgotten_is_not_tried()
    {
        _missing.Lost(Track);
        _missing.Forget();
        Assert.False(_missing.IsMissing);
        Assert.Equal(Timeout.InfiniteTimeSpan, _missing.UntilTry);
    }
}
