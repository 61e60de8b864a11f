using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Http;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Tests.Support;
using SeeIt.Hub.Unfolding;
using SeeIt.Relay.Guard;

namespace SeeIt.Hub.Tests.Unfolding;

/// <summary>Links that try to make the hub reach where it may not, or to keep it busy.</summary>
public sealed class LinkAttackTests
{
    /// <summary>Where no link may lead, by itself or by a redirect.</summary>
    public static TheoryData<string> Forbidden =>
    [
        "https://127.0.0.1/secret",
        "https://2130706433/secret",
        "https://0x7f.0.0.1/secret",
        "https://0177.0.0.1/secret",
        "https://127.1/secret",
        "https://0.0.0.0/secret",
        "https://0.1.2.3/secret",
        "https://10.0.0.1/secret",
        "https://100.64.0.1/secret",
        "https://169.254.169.254/secret",
        "https://172.31.255.254/secret",
        "https://192.168.1.1/secret",
        "https://224.0.0.251/secret",
        "https://255.255.255.255/secret",
        "https://[::1]/secret",
        "https://[::]/secret",
        "https://[::ffff:127.0.0.1]/secret",
        "https://[::ffff:a00:1]/secret",
        "https://[fe80::1]/secret",
        "https://[fd00::1]/secret",
        "https://[ff02::fb]/secret",
        "https://[2002:7f00:1::]/secret",
        "https://[64:ff9b::10.0.0.1]/secret",
        "https://[64:ff9b:1::10.0.0.1]/secret",
        "https://router.example/secret",
        "https://loop.example/secret",
        "https://six.example/secret",
        "https://mapped.example/secret",
        "https://mixed.example/secret",
        "https://translated.example/secret",
        "https://user:password@site.example/secret",
        "https://user@site.example/secret",
        "https://site.example:8443/secret",
        "https://site.example:80/secret",
        "http://site.example:8080/secret",
        "http://127.0.0.1/secret",
        "ftp://site.example/secret",
        "file:///etc/passwd",
        "gopher://site.example/secret",
        "https:///secret",
    ];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Link_to_what_is_not_public_is_refused(string link)
    {
        await using var internet = await HostileAsync();
        await using var hub = new UnfoldingHub(internet);
        Assert.Equal(LinkFailure.Forbidden, await hub.FailureAsync(link));
        Assert.Empty(internet.Connections);
    }

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task Redirect_to_what_is_not_public_is_refused(string target)
    {
        await using var internet = await HostileAsync();
        internet.Redirect("site.example/start", "/second", 307).Redirect("site.example/second", target);
        await using var hub = new UnfoldingHub(internet);
        if (target.StartsWith("https:///", StringComparison.Ordinal))
        {
            return; // A browser, and so a redirect, reads it as a path of the same host.
        }

        Assert.Equal(LinkFailure.Forbidden, await hub.FailureAsync("https://site.example/start"));
        Assert.DoesNotContain(internet.Requests, request => request.EndsWith("/secret", StringComparison.Ordinal));
        Assert.All(internet.Connections, connection => Assert.Equal((AddressClass.Public, 443), (AddressClasses.Of(connection.Address), connection.Port)));
    }

    [Fact]
    public async Task Name_that_later_turns_into_a_private_address_is_refused_then()
    {
        await using var internet = await FakeInternet.StartAsync();
        var answers = new Queue<string>(["93.184.216.9", "127.0.0.1"]);
        internet.Name("rebind.example", () => [IPAddress.Parse(answers.Dequeue())]);
        internet.Page("rebind.example/start", http =>
        {
            http.Response.StatusCode = StatusCodes.Status302Found;
            http.Response.Headers.Location = "/secret";
            http.Response.Headers.Connection = "close"; // The next request needs a connection of its own.
            return Task.CompletedTask;
        });
        await using var hub = new UnfoldingHub(internet);
        Assert.Equal(LinkFailure.Forbidden, await hub.FailureAsync("https://rebind.example/start"));
        Assert.Empty(answers);
        Assert.Equal("93.184.216.9", Assert.Single(internet.Connections).Address.ToString());
    }

    [Fact]
    public async Task Address_that_was_checked_is_the_one_that_is_connected_to()
    {
        await using var internet = await FakeInternet.StartAsync();
        var asked = 0;
        internet.Name("rebind.example", () => [IPAddress.Parse(asked++ == 0 ? "93.184.216.9" : "127.0.0.1")]).Html("rebind.example/p", "<title>The Night Garden</title>");
        await using var hub = new UnfoldingHub(internet);
        Assert.Equal("The Night Garden", (await hub.ReadAsync("https://rebind.example/p")).Text);
        Assert.Equal((1, "93.184.216.9"), (asked, Assert.Single(internet.Connections).Address.ToString()));
    }

    [Fact]
    public async Task Instance_that_a_link_names_is_no_way_in()
    {
        await using var internet = await HostileAsync();
        await using var hub = new UnfoldingHub(internet.Redirect("social.example/api/v1/statuses/1", "https://169.254.169.254/secret"));
        Assert.Equal(LinkFailure.Forbidden, await hub.FailureAsync("https://router.example/@ada/1"));
        Assert.Equal(LinkFailure.Forbidden, await hub.FailureAsync("https://social.example/@ada/1"));
        Assert.DoesNotContain(internet.Requests, request => request.EndsWith("/secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Certificate_that_nobody_vouches_for_is_not_trusted()
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Html("site.example/p", "<title>The Night Garden</title>");
        using var http = new PublicHttp(internet.Network with { CertificatePolicy = null }, TimeProvider.System);
        var fetched = await http.GetAsync(new Uri("https://site.example/p"), Fetched.Html, isElsewhere: null, TestContext.Current.CancellationToken);
        Assert.Equal(LinkFailure.Unreachable, fetched.Failure);
        Assert.Empty(internet.Requests);
    }

    [Fact]
    public async Task Nothing_that_a_server_sets_is_sent_again()
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Page("site.example/start", http =>
        {
            http.Response.Cookies.Append("id", "1");
            http.Response.Redirect("/p");
            return Task.CompletedTask;
        }).Html("site.example/p", "<title>The Night Garden</title>");
        await using var hub = new UnfoldingHub(internet);
        await hub.ReadAsync("https://site.example/start");
        string[] sent = ["Accept", "Accept-Encoding", "Host", "User-Agent"];
        Assert.Equal(2, internet.Headers.Count);
        Assert.All(internet.Headers, headers => Assert.Equal(sent, headers.Keys.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public async Task Three_redirects_are_followed(int redirects, bool isRead)
    {
        await using var internet = await FakeInternet.StartAsync();
        for (var i = 0; i < redirects; i++)
        {
            internet.Redirect($"site.example/{i}", $"{i + 1}");
        }

        internet.Html($"site.example/{redirects}", "<title>The Night Garden</title>");
        await using var hub = new UnfoldingHub(internet);
        Assert.Equal(isRead ? null : LinkFailure.Unreadable, (await hub.UnfoldAsync(new("", "https://site.example/0"))).Failure);
    }

    [Fact]
    public async Task Redirect_in_a_circle_ends()
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Redirect("site.example/a", "https://other.example/b").Redirect("other.example/b", "https://site.example/a");
        await using var hub = new UnfoldingHub(internet);
        Assert.Equal(LinkFailure.Unreadable, await hub.FailureAsync("https://site.example/a"));
        Assert.Equal(4, internet.Requests.Count);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("text/plain")]
    [InlineData("application/octet-stream")]
    [InlineData("application/json")]
    [InlineData(null)]
    public async Task Page_of_another_kind_is_not_read(string? type)
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Page("site.example/p", async http =>
        {
            http.Response.ContentType = type;
            await http.Response.Body.WriteAsync("<title>The Night Garden</title>"u8.ToArray(), http.RequestAborted);
        });
        internet.Html("social.example/api/v1/statuses/1", """{"content":"The Night Garden"}""");
        await using var hub = new UnfoldingHub(internet);
        Assert.Equal(LinkFailure.Unreadable, await hub.FailureAsync("https://site.example/p"));
        Assert.Equal(LinkFailure.Unreadable, await hub.FailureAsync("https://social.example/@ada/1"));
    }

    /// <summary>A head that never comes, a body of a tag now and then, a name that is never resolved.</summary>
    [Theory]
    [InlineData("site.example/silent")]
    [InlineData("site.example/trickle")]
    [InlineData("unresolved.example/")]
    public async Task Slow_server_costs_the_phone_no_more_than_its_wait(string link)
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Name("unresolved.example", () => null);
        internet.Page("site.example/silent", http => Task.Delay(Timeout.Infinite, http.RequestAborted));
        internet.Page("site.example/trickle", async http =>
        {
            http.Response.ContentType = "text/html";
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.WriteAsync("<p>", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await Task.Delay(20, http.RequestAborted);
            }
        });
        await using var hub = new UnfoldingHub(internet, postWaitMs: 500);
        Assert.Equal(LinkFailure.Unreachable, await hub.FailureAsync($"https://{link}"));
    }

    [Fact]
    public async Task Endless_page_is_read_to_its_first_megabyte_and_endless_JSON_not_at_all()
    {
        await using var internet = await FakeInternet.StartAsync();
        internet.Page("site.example/p", http => EndlessAsync(http, "text/html", "<title>The Night Garden</title>"));
        internet.Page("social.example/api/v1/statuses/1", http => EndlessAsync(http, "application/json", "{\"content\":\""));
        await using var hub = new UnfoldingHub(internet);
        Assert.Equal("The Night Garden", (await hub.ReadAsync("https://site.example/p")).Text);
        Assert.Equal(LinkFailure.Unreadable, await hub.FailureAsync("https://social.example/@ada/1"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Bomb_is_not_unpacked_beyond_a_megabyte(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = encoding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true) : new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
            {
                await packer.WriteAsync(zeros, TestContext.Current.CancellationToken);
            }
        }

        Assert.True(packed.Length < Body.MaxBytes, $"{packed.Length} bytes.");
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet.Body("site.example/p", "text/html", packed.ToArray(), encoding));
        var fetched = await hub.Http.GetAsync(new Uri("https://site.example/p"), Fetched.Html, isElsewhere: null, TestContext.Current.CancellationToken);
        Assert.Equal(Body.MaxBytes, fetched.Value!.Text!.Length);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    public async Task Body_that_is_not_packed_as_it_says_is_unreadable(string encoding)
    {
        await using var internet = await FakeInternet.StartAsync();
        await using var hub = new UnfoldingHub(internet.Body("site.example/p", "text/html", "<title>The Night Garden</title>"u8.ToArray(), encoding));
        Assert.Equal(LinkFailure.Unreadable, await hub.FailureAsync("https://site.example/p"));
    }

    [Fact]
    public async Task Log_tells_the_host_and_the_failure_never_the_address_or_the_words()
    {
        await using var internet = await HostileAsync();
        internet.Html("site.example/private", "<title>The Night Garden</title>");
        await using var hub = new UnfoldingHub(internet);
        await hub.UnfoldAsync(new("What a twist https://site.example/private", Author: "ada"));
        await hub.UnfoldAsync(new("What a twist https://router.example/private", Author: "ada"));
        Assert.Contains(hub.Log, line => line.Contains("site.example", StringComparison.Ordinal));
        Assert.Contains(hub.Log, line => line.Contains("router.example", StringComparison.Ordinal) && line.Contains("Forbidden", StringComparison.Ordinal));
        Assert.All(hub.Log, line => Assert.DoesNotMatch("private|twist|Night|ada", line));
    }

    private static async Task EndlessAsync(HttpContext http, string type, string start)
    {
        http.Response.ContentType = type;
        await http.Response.WriteAsync(start, http.RequestAborted);
        var block = new byte[16 << 10];
        block.AsSpan().Fill((byte)'x');
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.Body.WriteAsync(block, http.RequestAborted);
        }
    }

    private static async Task<FakeInternet> HostileAsync() => (await FakeInternet.StartAsync())
        .Name("site.example", "93.184.216.7")
        .Name("router.example", "192.168.1.1")
        .Name("loop.example", "127.0.0.1")
        .Name("six.example", "fd12:3456::1")
        .Name("mapped.example", "::ffff:169.254.169.254")
        .Name("mixed.example", "93.184.216.8", "10.0.0.1")
        .Name("translated.example", "64:ff9b::7f00:1");
}
