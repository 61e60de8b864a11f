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
            Lineup = ["http://127.0.0.1:9/get.php?username=anna&password=secret", "http://anna:secret@127.0.0.1:9/secret/2.m3u"],
            Guide = ["http://127.0.0.1:9/xmltv.php?username=anna&password=secret"],
        };
        using var folder = new TemporaryFolder();
        using var guide = HouseholdGuide.Open(folder.Path, TimeProvider.System);
        using var http = new HttpClient();
        var problems = new Problems();
        using var download = new GuideDownload(folder.Path, TimeProvider.System);
        using var refresher = new LineupRefresher(
            new Household(guide, settings, TimeProvider.System), new GuideFetcher(guide, download), settings, problems, http, TimeProvider.System, NullLogger<LineupRefresher>.Instance);

        var errors = await refresher.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["http://127.0.0.1:9 could", "http://127.0.0.1:9 (2) could", "http://127.0.0.1:9: It could"],
            errors.Select(error => error[..(error.IndexOf(" could", StringComparison.Ordinal) + " could".Length)]));
        Assert.DoesNotContain("secret", string.Join('\n', [.. errors, .. problems.Current]), StringComparison.Ordinal);
    }
}
