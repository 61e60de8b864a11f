using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>While a phone looks at a post's candidates, the box keeps the likeliest ready: as the channels' servers see it.</summary>
public sealed class SheetTests : IAsyncLifetime
{
    /// <summary>Without a word from the phone they are kept for 30 s.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private static readonly string[] _channels = ["garden.demo", "harbour.demo", "news.demo"];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, FaultySource> _sources = [];
    private Home _home = null!;
    private Phone _phone = null!;

    private FaultySource Garden => _sources["garden.demo"];

    private FaultySource Harbour => _sources["harbour.demo"];

    private FaultySource News => _sources["news.demo"];

    public async ValueTask InitializeAsync()
    {
        foreach (var channel in _channels)
        {
            _sources[channel] = new FaultySource(await FaultClips.PlainAsync(channel));
        }

        await File.WriteAllTextAsync(_folder.File("lineup.m3u"), "#EXTM3U\n" + string.Concat(
            _sources.Select(source => $"#EXTINF:-1 tvg-id=\"{source.Key}\",{source.Key}\n{source.Value.Address}\n")));
        (_home, _phone) = await Home.StartPairedAsync(new()
        {
            Lineup = [_folder.File("lineup.m3u")],
            AgentEnvironment = new Dictionary<string, string?> { ["SEEIT_Logging__LogLevel__SeeIt.Agent"] = "Debug" },
        });
        await _home.WaitForGuideAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _phone?.Dispose();
        if (_home is not null)
        {
            await _home.DisposeAsync();
        }

        foreach (var source in _sources.Values)
        {
            await source.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task A_tap_shows_what_was_kept_ready_and_lets_go_of_the_rest()
    {
        var post = await OpenSheetAsync();
        Assert.Equal((1, 1, 0), (Garden.Requests, Harbour.Requests, News.Requests));
        Assert.Equal(TvState.Idle, (await _home.StatusAsync()).Tv.State);
        var opened = Asked("open");

        var seen = await _phone.DoAsync(Phone.SeeIt(post.Candidates[0]));
        Assert.True(seen.Progress == Progress.Done, $"{seen.Failure}: {seen.Detail}");
        TestContext.Current.TestOutputHelper!.WriteLine($"First picture after {seen.FirstPictureMs} ms.");
        Assert.Equal((opened, 1), (Asked("open"), Asked("show")));
        var tapped = post.Candidates[0].Airing.ChannelId;
        await _home.Screen.WaitForMovingClockAsync(tapped);
        await Eventually.TrueAsync(() => _sources.All(source => source.Value.Viewers == (source.Key == tapped ? 1 : 0)), "only what is watched is connected", Soon);
        Assert.Equal((1, 1, 0), (Garden.Requests, Harbour.Requests, News.Requests));
    }

    [Fact]
    public async Task A_sheet_that_is_closed_without_a_tap_lets_go_of_all()
    {
        var began = TimeProvider.System.GetTimestamp();
        var post = await OpenSheetAsync();
        await _phone.CloseSheetAsync(post.PostId);
        await Eventually.TrueAsync(() => Garden.Viewers + Harbour.Viewers == 0, "no candidate's server is connected any more", Soon);
        var released = TimeProvider.System.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper!.WriteLine($"Opened, ready, closed and released in {released.TotalSeconds:0.0} s.");
        Assert.InRange(released, TimeSpan.Zero, TimeSpan.FromSeconds(25));

        // A tap that comes after all begins anew.
        var seen = await _phone.DoAsync(Phone.SeeIt(post.Candidates[0]));
        Assert.Equal(Progress.Done, seen.Progress);
        Assert.Equal(3, Garden.Requests + Harbour.Requests);
        Assert.Equal(0, Asked("show"));
    }

    /// <summary>Shares a post that may be about either of two shows, and waits until both are ready.</summary>
    private async Task<PostView> OpenSheetAsync()
    {
        var post = await _phone.ShareAsync("#NightGarden or #HarbourLights right now?");
        Assert.Equal(
            ["garden.demo", "harbour.demo"],
            post.Candidates.Where(candidate => candidate.When == AiringTime.Now).Select(candidate => candidate.Airing.ChannelId).Distinct().Order());
        await Eventually.TrueAsync(() => _home.Agent!.Lines.Count(line => line.Contains("is ready", StringComparison.Ordinal)) == 2, "both are ready");
        Assert.Equal((1, 1, 0), (Garden.Viewers, Harbour.Viewers, News.Viewers));
        return post;
    }

    /// <summary>How often the player was asked to open, or to show, a session.</summary>
    private int Asked(string what) => _home.Agent!.Lines.Count(line => line.Contains($"is asked to {what} session", StringComparison.Ordinal));
}
