using System.Text.Json;
using Microsoft.Playwright;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;
using static Microsoft.Playwright.Assertions;

namespace SeeIt.EndToEnd.Tests.Pages;

/// <summary>The remote page, beyond the main job.</summary>
public sealed class RemotePageTests
{
    [Fact]
    public async Task Channel_steps_on_and_a_lost_picture_is_told_until_it_is_back()
    {
        var (home, account) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = account;
        await home.WaitForGuideAsync();
        await account.DoAsync(new SeeItVerb(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "Anything")));
        await using var phone = await PhoneBrowser.StartAsync(home.HubAddress!);
        var page = phone.Page;
        await phone.SignInAsync($"/tvs/{account.TvId}");
        await Expect(page.GetByTestId("channel")).ToHaveTextAsync("Garden TV");

        await page.GetByRole(AriaRole.Button, new() { Name = "Channel up" }).ClickAsync();
        await home.Screen.WaitForMovingClockAsync("harbour.demo");
        await Expect(page.GetByTestId("progress")).ToContainTextAsync("First picture after");
        await Expect(page.GetByTestId("channel")).Not.ToHaveTextAsync("Garden TV");
        await page.GetByRole(AriaRole.Button, new() { Name = "Channel down" }).ClickAsync();
        await home.Screen.WaitForMovingClockAsync("garden.demo");
        await Expect(page.GetByTestId("channel")).ToHaveTextAsync("Garden TV");

        var health = page.GetByTestId("health");
        home.Broadcaster.Process.Signal(StopSignal);
        await Expect(health).ToHaveTextAsync("Bringing the picture back…");
        await Expect(health).ToHaveTextAsync("No picture: trying again");
        home.Broadcaster.Process.Signal(ContinueSignal);
        await Expect(health).ToHaveTextAsync("");
        await Expect(page.GetByTestId("state")).ToHaveTextAsync("Playing");
        Assert.Empty(phone.Complaints);
    }

    [Fact]
    public async Task What_can_be_sought_and_chosen_in_it_is_offered_and_nothing_else()
    {
        var (home, account) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = account;
        await using var phone = await PhoneBrowser.StartAsync(home.HubAddress!);
        var page = phone.Page;
        await phone.SignInAsync("/");

        // A film as no broadcaster sends it: the page hears of it in the hub's stead, and its verbs are kept here.
        var tv = await account.TvAsync();
        var sent = new List<Verb>();
        await ShowInsteadAsync(page, tv with { Status = Film(tv.Status!) });
        await page.RouteAsync("**/commands", route =>
        {
            sent.Add(JsonSerializer.Deserialize(route.Request.PostData!, ApiJson.Default.Verb)!);
            return route.FulfillAsync(new() { Status = 202, ContentType = "application/json", Body = "{}" });
        });
        await page.GotoAsync($"/tvs/{account.TvId}");

        await Expect(page.GetByTestId("health")).ToHaveTextAsync("The picture is late");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeDisabledAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Back to live" })).ToBeDisabledAsync();
        await Expect(page.GetByText("10:00 of 1:30:00")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Sound").GetByRole(AriaRole.Option)).ToHaveTextAsync(["German", "English, Described"]);
        await Expect(page.GetByLabel("Sound")).ToHaveValueAsync("1");
        await Expect(page.GetByLabel("Subtitles").GetByRole(AriaRole.Option)).ToHaveTextAsync(["None", "Track 1"]);
        await PhoneBrowser.AssertUsableAsync(page);
        await PhoneBrowser.PhotographAsync(page, "remote-film.png");

        await page.GetByLabel("Sound").SelectOptionAsync("English, Described");
        await page.GetByLabel("Subtitles").SelectOptionAsync("None");
        await page.GetByLabel("Place").FillAsync("1200000");
        await Eventually.TrueAsync(() => sent.Count == 3, "three verbs");
        Assert.Equal([new SelectTrackVerb(TrackKind.Audio, 2), new SelectTrackVerb(TrackKind.Subtitles, null), new SeekVerb(1_200_000)], sent);
        Assert.Empty(phone.Complaints);
    }

    [Fact]
    public async Task Who_asked_the_tuner_and_how_far_behind_live_it_is_are_told_and_what_is_not_allowed_cannot_be_pressed()
    {
        var (home, account) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = account;
        await using var phone = await PhoneBrowser.StartAsync(home.HubAddress!);
        var page = phone.Page;
        await phone.SignInAsync("/");
        var tv = await account.TvAsync();
        var idle = tv.Status!;
        string[] always = ["see-it", "channel-step", "set-volume", "set-muted"];

        var about = page.GetByTestId("about");
        await ShowInsteadAsync(page, tv with { Status = Paused(idle) with { Allowed = [.. always, "stop", "resume", "seek-to-live", "seek"] } });
        await page.GotoAsync($"/tvs/{account.TvId}");
        await Expect(about).ToHaveTextAsync("Asked for by Anna · 1:15 behind live · Tuner attic: signal 62 %, quality 93 %");
        await Expect(Button("Pause")).ToBeDisabledAsync();
        foreach (var name in (string[])["Resume", "Stop", "Back to live", "Channel up", "Mute"])
        {
            await Expect(Button(name)).ToBeEnabledAsync();
        }

        // It is paused, and what is live goes on.
        await Expect(about).ToContainTextAsync("1:17 behind live");
        await Expect(page.GetByText("1:00 of 2:1")).ToBeVisibleAsync();
        await PhoneBrowser.AssertUsableAsync(page);
        await PhoneBrowser.PhotographAsync(page, "remote-live.png");

        var failed = new SessionEnd(7, Guid.NewGuid(), ViewingOutcome.Error, DateTimeOffset.UnixEpoch);
        await page.UnrouteAllAsync();
        await ShowInsteadAsync(page, tv with { Status = idle with { State = TvState.Idle, Last = failed, Allowed = always } });
        await page.ReloadAsync();
        await Expect(about).ToHaveTextAsync("What was on before ended by a fault");
        foreach (var name in (string[])["Pause", "Resume", "Stop", "Back to live"])
        {
            await Expect(Button(name)).ToBeDisabledAsync();
        }

        await Expect(Button("Channel up")).ToBeEnabledAsync();
        await PhoneBrowser.AssertUsableAsync(page);
        Assert.Empty(phone.Complaints);

        ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
    }

    /// <summary>The page hears of this in the hub's stead.</summary>
    private static Task<IAsyncDisposable> ShowInsteadAsync(IPage page, TvView tv) => page.RouteAsync("**/api/v1/events", route => route.FulfillAsync(new()
    {
        ContentType = "text/event-stream",
        Body = $"event: snapshot\ndata: {JsonSerializer.Serialize(new Snapshot([tv], []), ApiJson.Default.Snapshot)}\n\n",
    }));

    /// <summary>A minute into what is still being recorded, for a minute and a quarter behind the newest of it.</summary>
    private static TvStatus Paused(TvStatus status) => status with
    {
        State = TvState.Paused,
        Title = "The Night Garden",
        RequestedBy = "Anna",
        PositionMs = 60_000,
        TakenAt = TimeProvider.System.GetUtcNow().AddSeconds(-5),
        Media = new(
            PictureHealth.Flowing, "network tuner", CanPause: true, CanSeek: true, LengthMs: null, Rate: 1, [],
            Live: new(0, 130_000), Tuner: new("attic", IsLocked: true, 62, 93)),
    };

    /// <summary>Ten minutes into a paused film of an hour and a half.</summary>
    private static TvStatus Film(TvStatus status) => status with
    {
        State = TvState.Paused,
        Title = "A film",
        PositionMs = 600_000,
        Allowed = ["see-it", "channel-step", "set-volume", "set-muted", "stop", "seek", "set-rate", "select-track"],
        Media = new(
            PictureHealth.Late, "films", CanPause: false, CanSeek: true, LengthMs: 5_400_000, Rate: 1,
            [
                new(TrackKind.Video, 0, "h264", null, null, Selected: true),
                new(TrackKind.Audio, 1, "mp4a", "ger", null, Selected: true),
                new(TrackKind.Audio, 2, "mp4a", "eng", "Described", Selected: false),
                new(TrackKind.Subtitles, 3, "dvbs", null, null, Selected: true),
            ]),
    };

    private const int StopSignal = 19;
    private const int ContinueSignal = 18;
}
