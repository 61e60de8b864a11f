using System.Net;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>The main job on real processes: from a shared post to a picture on the TV.</summary>
public sealed class JourneyTests
{
    [Fact]
    public async Task A_shared_post_becomes_a_picture_that_the_phone_controls()
    {
        var (home, phone) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();

        // The post is about what is on now.
        var answer = await phone.ShareAsync("Can't believe that twist on #NightGarden right now");
        Assert.True(answer.OneTap);
        Assert.Equal(("The Night Garden", "Garden TV", AiringTime.Now), (answer.Candidates[0].Title, answer.Candidates[0].Channel, answer.Candidates[0].When));

        var seen = await phone.DoAsync(Phone.SeeIt(answer.Candidates[0]));
        Assert.Equal(Progress.Done, seen.Progress);
        Assert.NotNull(seen.FirstPictureMs);
        await home.Screen.WaitForMovingClockAsync("garden.demo");
        var playing = await phone.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");
        Assert.Equal(("garden.demo", "The Night Garden", seen.Id), (playing.ChannelId, playing.Title, playing.CommandId));
        Assert.Equal(("Ada", null), (playing.RequestedBy, playing.Last));
        Assert.NotNull(playing.Session);
        Assert.InRange(playing.Media!.TuneMs!.Value, 0, seen.FirstPictureMs.Value);
        Assert.NotNull(playing.FirstPictureAt);
        var able = await phone.WaitForStatusAsync(status => status.Media is { CanPause: true, Live: not null }, "what is live");
        Assert.Contains("pause", able.Allowed!);
        Assert.DoesNotContain("resume", able.Allowed!);

        // Pause: the clock in the picture stands. Resume: it moves.
        Assert.Equal(Progress.Done, (await phone.DoAsync(new PauseVerb())).Progress);
        var paused = await phone.WaitForStatusAsync(status => status.State == TvState.Paused, "paused");
        Assert.Contains("resume", paused.Allowed!);
        await home.Screen.WaitForStandingClockAsync("garden.demo");
        Assert.Equal(Progress.Done, (await phone.DoAsync(new ResumeVerb())).Progress);
        await home.Screen.WaitForMovingClockAsync("garden.demo");

        // Volume.
        Assert.Equal(Progress.Done, (await phone.DoAsync(new SetVolumeVerb(35))).Progress);
        await phone.WaitForStatusAsync(status => status.Volume == 35, "a volume of 35");

        // Another See it takes its place.
        var other = await phone.DoAsync(new SeeItVerb(new AiringReference("harbour.demo", answer.Candidates[0].Start, "Harbour Lights")));
        Assert.Equal(Progress.Done, other.Progress);
        await home.Screen.WaitForMovingClockAsync("harbour.demo");
        Assert.Equal(Progress.Done, (await phone.CommandAsync(seen.Id))!.Progress);

        // Stop: the picture is gone, the idle screen is there.
        Assert.Equal(Progress.Done, (await phone.DoAsync(new StopVerb())).Progress);
        var idle = await phone.WaitForStatusAsync(status => status.State == TvState.Idle, "idle");
        Assert.Equal((null, ViewingOutcome.Stopped, other.Id), (idle.Session, idle.Last?.Outcome, idle.Last?.CommandId));
        await Eventually.TrueAsync(async () => await home.Screen.ReadSourceTimeAsync() is null, "no channel on the screen");
    }

    [Fact]
    public async Task A_see_it_that_is_still_tuning_is_superseded_by_the_next()
    {
        await using var silent = FaultServer.Silent();
        using var folder = new TemporaryFolder();
        var broadcaster = await Broadcaster.StartAsync();
        await using var stop = broadcaster;
        File.WriteAllText(folder.File("lineup.m3u"), $"#EXTM3U\n#EXTINF:-1 tvg-id=\"silent\",Silent\n{silent.Address}\n#EXTINF:-1 tvg-id=\"garden.demo\",Garden TV\n{broadcaster.Channel(1)}\n");
        var (home, phone) = await Home.StartPairedAsync(new() { Lineup = [folder.File("lineup.m3u")] });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideOrLineupAsync("Silent");

        var first = await phone.SendAsync(new SeeItVerb(new AiringReference("silent", DateTimeOffset.UnixEpoch, "Anything")));
        await Eventually.TrueAsync(async () => (await phone.CommandAsync(first.Id))!.Progress == Progress.Tuning, "tuning");
        var second = await phone.DoAsync(new SeeItVerb(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "Anything")));
        Assert.Equal(Progress.Done, second.Progress);
        Assert.Equal(Progress.Superseded, (await phone.WaitForOutcomeAsync(first.Id)).Progress);
        await home.Screen.WaitForChannelAsync("garden.demo");
    }

    [Fact]
    public async Task A_channel_over_hls_plays_through_the_relays_proxy()
    {
        using var folder = new TemporaryFolder();
        await using var broadcaster = await Broadcaster.StartAsync();
        File.WriteAllText(folder.File("lineup.m3u"), $"#EXTM3U\n#EXTINF:-1 tvg-id=\"harbour.demo\",Harbour One\n{broadcaster.Hls(2)}\n");
        var (home, phone) = await Home.StartPairedAsync(new() { Lineup = [folder.File("lineup.m3u")] });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideOrLineupAsync("Harbour One");

        var seen = await phone.DoAsync(new SeeItVerb(new AiringReference("harbour.demo", DateTimeOffset.UnixEpoch, "Anything")));
        Assert.True(seen.Progress == Progress.Done, $"{seen.Failure}: {seen.Detail}");
        await home.Screen.WaitForMovingClockAsync("harbour.demo");
    }

    [Fact]
    public async Task Posts_get_honest_answers_and_strangers_none()
    {
        var (home, phone) = await Home.StartPairedAsync();
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();

        // About no show.
        var nothing = await phone.ShareAsync("doctors say coffee is good for you now");
        Assert.Empty(nothing.Candidates);
        Assert.False(nothing.OneTap);

        // About a show that is not on now: when it is.
        var later = await phone.ShareAsync("can't wait for #OtterWatch");
        Assert.Equal(AiringTime.Later, Assert.Single(later.Candidates.Take(1)).When);
        Assert.True(later.Candidates[0].Start > DateTimeOffset.UtcNow);

        // Nobody without a token, and no command for a TV that is not theirs.
        var stop = TestContext.Current.CancellationToken;
        using var stranger = new HttpClient { BaseAddress = home.HubAddress };
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v1/tvs", stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync($"/api/v1/tvs/{phone.TvId}/commands", null, stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsync("/hubs/device/negotiate?negotiateVersion=1", null, stop)).StatusCode);
    }

    [Fact]
    public async Task A_wrong_code_or_a_wrong_number_pairs_nothing()
    {
        await using var home = await Home.StartAsync();
        using var phone = await Phone.RegisterAsync(home.HubAddress!);
        var prompt = await home.WaitForPairingPromptAsync();

        using var wrongCode = await phone.TryApproveAsync("BBBB-BBBB", prompt.Number);
        Assert.Equal(HttpStatusCode.NotFound, wrongCode.StatusCode);
        using var wrongNumber = await phone.TryApproveAsync(prompt.Code, prompt.Number == 99 ? 10 : prompt.Number + 1);
        Assert.Equal(HttpStatusCode.Forbidden, wrongNumber.StatusCode);
        Assert.False((await home.StatusAsync()).Box.Paired);

        // The TV shows a new code, and that one works.
        var next = await Eventually.GetAsync(
            async () => (await home.StatusAsync()).Pairing is { } fresh && fresh.Code != prompt.Code ? fresh : null, "a new code on the TV");
        await phone.ApproveAsync(next.Code, next.Number);
        await phone.WaitForTvOnlineAsync();
        Assert.True((await home.StatusAsync()).Box.Paired);
    }

    [Fact]
    public async Task The_screen_shows_the_pairing_link_as_a_code_to_scan()
    {
        await using var home = await Home.StartAsync();
        var prompt = await home.WaitForPairingPromptAsync();
        await Eventually.TrueAsync(
            async () => (await home.Screen.ReadAsync()).Any(text => text.Contains(prompt.Code, StringComparison.Ordinal)
                && text.StartsWith(home.HubAddress!.AbsoluteUri, StringComparison.Ordinal)),
            "the pairing link on the screen");
    }
}
