using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Sources.Guides;
using SeeIt.Agent.Tests.Support;
using SeeIt.Guide;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Sources;

public sealed class LineupRefresherTests
{
    /// <summary>What is said goes to the hub and its phones, and IPTV addresses hold the subscriber's password.</summary>
    [Fact]
    public async Task An_address_that_cannot_be_read_is_named_by_its_host_alone()
    {
        var settings = TestSettings.Make() with
        {
            Lineup = [Providers.Place("http://127.0.0.1:9/get.php?username=anna&password=secret"), Providers.Place("http://anna:secret@127.0.0.1:9/secret/2.m3u")],
            Guide = [Providers.GuideAt("http://127.0.0.1:9/xmltv.php?username=anna&password=secret")],
        };
        using var providers = new Providers();
        var problems = new Problems();
        using var folder = new TemporaryFolder();
        using var download = new GuideDownload(folder.Path, TimeProvider.System);
        using var refresher = new LineupRefresher(
            new Household(providers.Household, settings, TimeProvider.System), providers.Fetcher([.. settings.Lineup.Select(place => place.Text)]),
            new GuideFetcher(providers.Household, download), settings, problems, TimeProvider.System, NullLogger<LineupRefresher>.Instance);

        var errors = await refresher.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["http://127.0.0.1:9: Connection refused", "http://127.0.0.1:9 (2): Connection refused", "http://127.0.0.1:9: It could not be fetched: Connection refused"],
            errors.Select(error => error[..error.IndexOf(" (127", StringComparison.Ordinal)]));
        Assert.Equal(2, problems.Current.Count);
        Assert.DoesNotContain("secret", string.Join('\n', [.. errors, .. problems.Current]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tvheadends_channels_and_its_guide_come_by_address_with_a_password(bool digest)
    {
        await using var server = new TvheadendServer(digest);
        using var providers = new Providers();
        using var folder = new TemporaryFolder();
        using var download = new GuideDownload(folder.Path, TimeProvider.System);
        var user = $"anna:p%40ss%3Aword@{server.Authority}";
        var settings = TestSettings.Make() with { Lineup = [Providers.Place($"tvheadend://{user}")], Guide = [Providers.GuideAt($"http://{user}/xmltv/channels")] };
        var household = new Household(providers.Household, settings, TimeProvider.System);
        using var refresher = new LineupRefresher(
            household, providers.Fetcher(settings.Lineup[0].Text), new GuideFetcher(providers.Household, download), settings, new Problems(),
            TimeProvider.System, NullLogger<LineupRefresher>.Instance);

        Assert.Empty(await refresher.RefreshAsync(TestContext.Current.CancellationToken));
        Assert.Equal([("BBC ONE", "On now"), ("BBC TWO", null)], household.Describe().Select(channel => (channel.Name, channel.OnNow)));
    }
}
