using SeeIt.Contracts.Player;
using SeeIt.Player.Tests.Harness;

namespace SeeIt.Player.Tests;

public sealed class ScreenTests(Clips clips, VirtualScreen screen) : PlayerTest(clips, screen)
{
    private static readonly PairingScreen Pairing = new(
        "Living room", "https://see.example/pair", "WDJBMJHT", "https://see.example/pair?code=WDJBMJHT", 47);

    [Fact]
    public async Task The_pairing_screen_has_a_code_that_a_camera_reads()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new ShowScreenRequest(Pairing));
        await EventuallyOnScreen(shot => shot.At(1000, 400) is { Red: > 200 } or { Red: < 40 } && shot.HasBrightText, "the screen is drawn");
        Assert.Equal(Pairing.Link, await Screen.ReadQr(player.Folder));
    }

    public static TheoryData<string> Names => ["idle", "trouble", "tuning", "long"];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_screen_is_dark_and_has_big_bright_letters(string name)
    {
        Screen wanted = name switch
        {
            "idle" => new IdleScreen("Living room"),
            "trouble" => new TroubleScreen("The hub cannot be reached", "Check the network cable. The box tries again every minute."),
            "tuning" => new TuningScreen("The Night Garden", "BBC One"),
            _ => new TuningScreen(string.Concat(Enumerable.Repeat("Ein sehr langer Titel 夜の庭 ", 40)), new string('W', 300)),
        };
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new ShowScreenRequest(wanted));
        await EventuallyOnScreen(shot => shot.IsScreen && shot.HasBrightText, "the screen is drawn");
    }

    [Fact]
    public async Task A_screen_asked_for_under_a_picture_is_seen_after_it()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using var feed = await TransportFeed.Start(player, 1, Clips.Red);
        await client.Next<FirstPictureEvent>();
        await client.Do(new ShowScreenRequest(Pairing));
        await client.Next<StatisticsEvent>();
        Assert.True(Screen.Take().IsRed);

        await client.Do(new StopRequest(1));
        await EventuallyOnScreen(shot => shot.IsScreen && shot.HasBrightText, "the pairing screen is seen");
        Assert.Equal(Pairing.Link, await Screen.ReadQr(player.Folder));
    }

    /// <summary>At first what was on gives way to a plain screen: a picture that comes at once is not held up by drawing another.</summary>
    [Fact]
    public async Task The_tuning_screen_takes_the_place_of_a_picture_that_no_other_follows()
    {
        var (player, client) = await PlayerProcess.StartAndGreet(Screen);
        await using var _ = player;
        await using var __ = client;
        await client.Do(new OpenRequest(1, new StreamInput(1)));
        await using (await TransportFeed.Start(player, 1, Clips.Red))
        {
            await client.Next<FirstPictureEvent>();
            await client.Do(new ShowScreenRequest(new TuningScreen("The Night Garden", "BBC One")));
            await client.Do(new OpenRequest(2, new StreamInput(2)));
            await EventuallyOnScreen(shot => shot.IsScreen, "what was on is gone");
            await EventuallyOnScreen(shot => shot.IsScreen && shot.HasBrightText, "the tuning screen is drawn");
        }

        await using var feed = await TransportFeed.Start(player, 2, Clips.Blue);
        await client.Next<FirstPictureEvent>(picture => picture.Session == 2);
        Assert.True(Screen.Take().IsBlue);
    }
}
