using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Further ways in which live television comes.</summary>
public sealed class OnAirTests
{
    [Fact]
    public async Task A_live_stream_by_https_is_shown()
    {
        await using var source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        await using var front = new TlsFront(source.Address);
        await using var box = await LoneBox.StartAsync([("garden", front.Address)], authority: front.Authority);
        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        await box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media: { Health: PictureHealth.Flowing, LengthMs: null } }, "that it flows");
        Assert.Equal(1, source.Requests);
    }

    [Fact]
    public async Task Live_DASH_is_shown()
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        await using var box = await LoneBox.StartAsync([("dash", await server.AirAsync())]);
        await box.WatchAsync("dash");
        var first = await box.Screen.WaitForMovingClockAsync("garden.demo");

        // Longer than what was there when it was opened.
        await Eventually.TrueAsync(async () => await box.Screen.ReadSourceTimeAsync() is { } time && time.Second >= first.Second + 8, "eight seconds of it");
        await box.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");
    }

    [Fact]
    public async Task Live_DASH_that_ends_ends_the_show()
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        await using var box = await LoneBox.StartAsync([("dash", await server.AirAsync())]);
        await box.WatchAsync("dash");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        await server.EndAirAsync();
        var over = await box.WaitForStatusAsync(status => status.State is TvState.Idle or TvState.Error, "the end", TimeSpan.FromSeconds(60));
        Assert.Equal((TvState.Idle, (ViewingOutcome?)ViewingOutcome.Finished), (over.State, over.Last?.Outcome));
    }
}
