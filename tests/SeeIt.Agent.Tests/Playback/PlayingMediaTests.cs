using SeeIt.Agent.Playback;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.Playback;

public sealed class PlayingMediaTests
{
    /// <summary>LibVLC says what it is when it knows, which may be before the picture and never again.</summary>
    [Fact]
    public async Task What_was_said_of_it_before_its_first_picture_is_told_from_then_on()
    {
        var session = new PlayerSession(1);
        await using var media = await AerialMedia.OpenAsync(session);
        var film = new MediaEvent(1, CanPause: true, CanSeek: true, LengthMs: 60_000, []);
        session.Happened(film);
        session.Happened(new SoundEvent(1, IsMissing: true));
        session.Happened(new FirstPictureEvent(1, 250));
        Assert.Null(await media.FirstPictureAsync(TestContext.Current.CancellationToken));

        session.PlayerGone();
        var told = new List<PlaybackNews>();
        var end = await media.WatchAsync(() => false, (_, news) => told.Add(news), TestContext.Current.CancellationToken);
        Assert.IsType<PlaybackEnd.PlayerGone>(end);
        Assert.Equal([new PlaybackNews.Media(film), new PlaybackNews.Sound(IsMissing: true)], told);
    }
}
