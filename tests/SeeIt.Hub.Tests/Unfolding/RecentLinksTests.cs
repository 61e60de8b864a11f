using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Tests.Support;
using SeeIt.Hub.Unfolding;

namespace SeeIt.Hub.Tests.Unfolding;

public sealed class RecentLinksTests
{
    [Fact]
    public async Task Link_is_fetched_once_in_five_minutes_and_a_failed_one_once_in_a_quarter_of_one()
    {
        var clock = new FakeTimeProvider();
        await using var internet = await FakeInternet.StartAsync();
        internet.Html("site.example/p", "<title>The Night Garden</title>");
        await using var hub = new UnfoldingHub(internet, clock: clock);
        Assert.Equal(1, await RequestsAsync("https://site.example/p"));
        clock.Advance(RecentLinks.KeptWhenRead - TimeSpan.FromSeconds(1));
        Assert.Equal(1, await RequestsAsync("https://site.example/p"));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, await RequestsAsync("https://site.example/p"));

        Assert.Equal(3, await RequestsAsync("https://site.example/gone"));
        Assert.Equal(3, await RequestsAsync("https://site.example/gone"));
        clock.Advance(RecentLinks.KeptWhenFailed);
        Assert.Equal(4, await RequestsAsync("https://site.example/gone"));

        async Task<int> RequestsAsync(string link)
        {
            await hub.UnfoldAsync(new Post("", link));
            return internet.Requests.Count;
        }
    }

    [Fact]
    public async Task Who_asks_while_a_link_is_read_waits_for_the_same_reading()
    {
        var answer = new TaskCompletionSource();
        await using var internet = await FakeInternet.StartAsync();
        internet.Page("site.example/p", async http =>
        {
            await answer.Task;
            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync("<title>The Night Garden</title>", http.RequestAborted);
        });
        await using var hub = new UnfoldingHub(internet);
        var first = hub.ReadAsync("https://site.example/p");
        var second = hub.UnfoldAsync(new Post("", "http://site.example/p"), "bob");
        answer.SetResult();
        Assert.Equal((await first).Text, (await second).Post.Text);
        Assert.Single(internet.Requests);
    }

    [Fact]
    public async Task No_more_than_so_many_are_kept_the_oldest_go_first()
    {
        var clock = new FakeTimeProvider();
        var recent = new RecentLinks(clock);
        var reads = 0;
        for (var i = 0; i <= RecentLinks.Most; i++)
        {
            await Get(i);
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(RecentLinks.Most + 1, reads);
        await Get(RecentLinks.Most);
        await Get(1);
        Assert.Equal(RecentLinks.Most + 1, reads);
        await Get(0);
        Assert.Equal(RecentLinks.Most + 2, reads);

        Task<Reading<LinkedPost>> Get(int link) => recent.Get($"https://site.example/{link}", () =>
        {
            reads++;
            return Task.FromResult<Reading<LinkedPost>>(new LinkedPost("x"));
        })!;
    }

    [Fact]
    public async Task Account_has_so_many_links_in_a_minute_and_another_is_not_held_up()
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Html("site.example/p", "<title>The Night Garden</title>");
        await using var hub = new UnfoldingHub(internet);
        for (var i = 0; i < UnfoldingLimits.PerAccount; i++)
        {
            Assert.NotEqual(LinkFailure.TooMany, (await hub.UnfoldAsync(new Post("", $"https://site.example/{i}"))).Failure);
        }

        var link = new Post("", "https://site.example/p");
        Assert.Equal((link, LinkFailure.TooMany), await hub.UnfoldAsync(link));
        Assert.Null((await hub.UnfoldAsync(link, "bob")).Failure);
        Assert.Null((await hub.UnfoldAsync(link)).Failure);
    }
}
