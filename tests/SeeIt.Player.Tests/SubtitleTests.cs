using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;
using SeeIt.TestKit;
using SeeIt.TestKit.Subtitles;

namespace SeeIt.Player.Tests;

/// <summary>A red picture; German subtitles are a green rectangle in it, English ones a blue one, and Dutch teletext is yellow.</summary>
public sealed class SubtitleTests : PlayerTest, IDisposable
{
    private const string German = "deu";
    private const string English = "eng";
    private const string Dutch = "nld";

    private readonly TemporaryFolder _folder = new();
    private readonly string _clip;

    public SubtitleTests(Clips clips, VirtualScreen screen)
        : base(clips, screen)
    {
        _clip = _folder.File("subtitles.ts");
        SubtitledClip.Make(
            clips.Red,
            _clip,
            new DvbSubtitle(German, Y: 145, Cr: 34, Cb: 54),
            new DvbSubtitle(English, Y: 41, Cr: 110, Cb: 240),
            new TeletextSubtitle(Dutch, Magazine: 8, Page: 0x88, "Goedenavond"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Dvb_subtitles_of_the_dearest_language_are_shown_and_can_be_taken_away_and_changed()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await using var feed = await Play(player, client, German);
        var media = await client.Next<MediaEvent>(e => Seen(e) == German && Subtitles(e).Count == 3);
        Assert.Equal([(German, "dvbs"), (English, "dvbs"), (Dutch, "telx")], Subtitles(media).Select(track => (track.Language, track.Codec)));
        await EventuallyOnScreen(IsGerman, "the German rectangle");

        await client.Do(new SelectTrackRequest(1, TrackKind.Subtitles, null));
        await client.Next<MediaEvent>(e => Seen(e) is null);
        await EventuallyOnScreen(IsNone, "no rectangle");

        await client.Do(new SelectTrackRequest(1, TrackKind.Subtitles, Subtitles(media).First(track => track.Language == English).Id));
        await client.Next<MediaEvent>(e => Seen(e) == English);
        await EventuallyOnScreen(IsEnglish, "the English rectangle");
    }

    [Fact]
    public async Task Another_language_shows_the_other_subtitles()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await using var feed = await Play(player, client, "cy", "en");
        await client.Next<MediaEvent>(e => Seen(e) == English);
        await EventuallyOnScreen(IsEnglish, "the English rectangle");
    }

    [Fact]
    public async Task A_teletext_page_of_the_dearest_language_is_shown()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await using var feed = await Play(player, client, "nl");
        await client.Next<MediaEvent>(e => Seen(e) == Dutch);
        await EventuallyOnScreen(HasYellow, "the teletext row");
    }

    [Fact]
    public async Task Without_a_language_no_subtitles_are_shown()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await using var feed = await Play(player, client);
        await client.Next<MediaEvent>(e => Subtitles(e).Count == 3);

        // Each would have been shown some times by then.
        var reports = 0;
        while (reports < 8)
        {
            var next = await client.Next<PlayerEvent>(e => e is MediaEvent or StatisticsEvent);
            Assert.Null(next is MediaEvent media ? Seen(media) : null);
            reports += next is StatisticsEvent ? 1 : 0;
        }

        Assert.True(IsNone(Screen.Take()));
    }

    private static List<Track> Subtitles(MediaEvent media) => [.. media.Tracks.Where(track => track.Kind == TrackKind.Subtitles)];

    private static string? Seen(MediaEvent media) => Subtitles(media).SingleOrDefault(track => track.Selected)?.Language;

    private static bool IsGerman(Shot shot) => Middle(shot) is { Red: < 60, Green: > 200, Blue: < 60 };

    private static bool IsEnglish(Shot shot) => Middle(shot) is { Red: < 60, Green: < 60, Blue: > 200 };

    private static bool IsNone(Shot shot) => Middle(shot) is { Red: > 200, Green: < 60, Blue: < 60 } && !HasYellow(shot);

    /// <summary>Of the rectangle.</summary>
    private static (byte Red, byte Green, byte Blue) Middle(Shot shot) => shot.At(640, 640);

    /// <summary>Letters: they lie elsewhere than the rectangle, and their edges are blurred.</summary>
    private static bool HasYellow(Shot shot)
    {
        var found = 0;
        for (var y = 400; y < VirtualScreen.Height; y++)
        {
            for (var x = 0; x < VirtualScreen.Width; x++)
            {
                found += shot.At(x, y) is { Red: > 180, Green: > 180, Blue: < 80 } ? 1 : 0;
            }
        }

        return found > 500;
    }

    private async Task<TransportFeed> Play(PlayerProcess player, PlayerClient client, params string[] languages)
    {
        await client.Do(new SetPreferencesRequest(new PlaybackPreferences { SubtitleLanguages = languages }));
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        var feed = await TransportFeed.Start(player, 1, _clip);
        await client.Next<FirstPictureEvent>();
        return feed;
    }
}
