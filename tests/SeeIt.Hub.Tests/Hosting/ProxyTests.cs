using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Tests.Support;
using SeeIt.TestKit;
using Eventually = SeeIt.Hub.Tests.Support.Eventually;

namespace SeeIt.Hub.Tests.Hosting;

/// <summary>The hub behind another server, and behind one that only says it is.</summary>
public sealed partial class ProxyTests
{
    private static readonly IPAddress Proxy = IPAddress.Parse("127.0.0.2");

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.2")]
    [InlineData("10.0.0.0/8, 127.0.0.2")]
    public async Task Forwarded_address_of_anybody_but_a_proxy_of_the_settings_is_ignored(string proxies)
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.Proxies = proxies);
        for (var i = 0; i < SignInLimits.PerAddress; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(hub, null, $"203.0.113.{i}"));
        }

        // The guesser was told by their own address all along.
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(hub, null, "203.0.113.99"));

        // From 127.0.0.2: where that is a proxy, its word counts, and else it does not.
        for (var i = 0; i < SignInLimits.PerAddress; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(hub, Proxy, $"198.51.100.{i}"));
        }

        Assert.Equal(proxies.Length == 0 ? HttpStatusCode.TooManyRequests : HttpStatusCode.Unauthorized, await GuessAsync(hub, Proxy, "198.51.100.99"));
    }

    [Fact]
    public async Task Of_several_addresses_the_one_that_the_proxy_saw_counts()
    {
        await using var hub = await RunningHub.StartAsync(settings => settings.Proxies = "127.0.0.2");
        for (var i = 0; i < SignInLimits.PerAddress; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(hub, Proxy, $"203.0.113.{i}, 198.51.100.1"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(hub, Proxy, "203.0.113.99, 198.51.100.1"));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("caddy")]
    public async Task Recipe_of_the_manual_carries_pages_events_and_links_and_tells_who_the_client_is(string program)
    {
        Assert.SkipUnless(await ExistsAsync(program), $"{program} is not installed: packaging/install-dependencies.sh test");
        using var folder = new TemporaryFolder();
        using var certificates = new TestCertificates();
        var (chain, key, _) = certificates.Make();
        await File.WriteAllTextAsync(folder.File("fullchain.pem"), chain, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.File("privkey.pem"), key, TestContext.Current.CancellationToken);
        var front = new Uri($"https://127.0.0.1:{FreePort.Next()}");
        await using var hub = await RunningHub.StartAsync(settings => (settings.Proxies, settings.PublicAddress) = ("127.0.0.1", front));
        await using var proxy = Start(program, folder, front, hub.Address);
        await Eventually.Async(() => ListensAsync(front), listens => listens);

        using var registrar = hub.Client(front);
        var registered = await registrar.PostAsJsonAsync("/api/v1/account/register", new RegisterRequest("ada@example.org", RunningHub.Password), ApiJson.Default.RegisterRequest, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        using var direct = await hub.SignInAsync("ada@example.org");
        using var http = hub.Client(front);
        http.DefaultRequestHeaders.Authorization = direct.Http.DefaultRequestHeaders.Authorization;
        var phone = new Phone(http, direct.Email);
        await using var box = new SimulatedBox(front);
        await box.PairAsync(phone);
        await using var events = await SseAsync.OpenAsync(phone);
        await events.NextAsync();
        await box.ConnectAsync();
        Assert.Equal(EventNames.Tv, (await events.NextAsync()).EventType);
        await phone.CommandAsync(box.Id, new PauseVerb());
        await box.NextCommandAsync();
        Assert.Equal(EventNames.Command, (await events.NextAsync()).EventType);
        Assert.StartsWith(front.AbsoluteUri, (await phone.NewInvitationAsync()).Link.AbsoluteUri, StringComparison.Ordinal);

        using var browser = new WebVisitor(front);
        await browser.SignInAsync(phone.Email);
        Assert.All(browser.Cookies, cookie => Assert.True(cookie.Secure, cookie.Name));
        using var page = await browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.True(page.Headers.Contains("Strict-Transport-Security"));

        // Who lies of their address to the proxy is told by the one that it sees.
        for (var i = 0; i < SignInLimits.PerAddress; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(hub, Proxy, $"203.0.113.{i}", front));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(hub, Proxy, "203.0.113.99", front));
        Assert.Equal(HttpStatusCode.Unauthorized, await GuessAsync(hub, IPAddress.Parse("127.0.0.3"), null, front));
    }

    /// <summary>A wrong password for an account of its own, so that only the address is counted twice.</summary>
    private static async Task<HttpStatusCode> GuessAsync(RunningHub hub, IPAddress? from, string? forwardedFor, Uri? to = null)
    {
        using var http = hub.Client(to, from);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/account/login")
        {
            Content = JsonContent.Create(new LoginRequest($"{Guid.NewGuid():N}@example.org", "a guess"), ApiJson.Default.LoginRequest),
        };
        if (forwardedFor is not null)
        {
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        }

        return (await http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }

    /// <summary>The recipe as it stands in the manual, with this test's names and ports in the place of the manual's.</summary>
    private static TestProcess Start(string program, TemporaryFolder folder, Uri front, Uri hub)
    {
        var manual = File.ReadAllText(Repository.Path("docs", "operations.md"));
        var recipe = Recipes().Matches(manual).Single(match => match.Groups["program"].Value == program).Groups["text"].Value
            .Replace("127.0.0.1:5080", hub.Authority, StringComparison.Ordinal)
            .Replace("/etc/letsencrypt/live/hub.example.org", folder.Path, StringComparison.Ordinal);
        var file = folder.File("configuration");
        if (program == "nginx")
        {
            recipe = recipe.Replace("listen 443 ", $"listen {front.Authority} ", StringComparison.Ordinal).Replace("listen [::]:443 ssl http2;", "", StringComparison.Ordinal);
            string[] temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
            File.WriteAllText(file, $$"""
                {{(Environment.UserName == "root" ? "user root;" : "")}}
                daemon off;
                pid {{folder.File("pid")}};
                error_log stderr;
                events { }
                http {
                access_log off;
                {{string.Join('\n', temporary.Select(name => $"{name}_temp_path {folder.File(name)};"))}}
                {{recipe}}
                }
                """);
            return TestProcess.Start("nginx", ["-p", folder.Path, "-c", file]);
        }

        recipe = recipe.Replace(
            "hub.example.org {", $"{front.AbsoluteUri.TrimEnd('/')} {{\n    tls {folder.File("fullchain.pem")} {folder.File("privkey.pem")}", StringComparison.Ordinal);
        File.WriteAllText(file, "{\n    admin off\n    auto_https disable_redirects\n}\n" + recipe);
        return TestProcess.Start(
            "caddy", ["run", "--adapter", "caddyfile", "--config", file], new Dictionary<string, string?> { ["HOME"] = folder.Path, ["XDG_DATA_HOME"] = folder.Path, ["XDG_CONFIG_HOME"] = folder.Path });
    }

    private static async Task<bool> ExistsAsync(string program) => (await TestProcess.RunAsync("sh", ["-c", $"command -v {program}"])).ExitCode == 0;

    private static async Task<bool> ListensAsync(Uri front)
    {
        using var tcp = new TcpClient();
        try
        {
            await tcp.ConnectAsync(IPAddress.Loopback, front.Port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex("```(?<program>nginx|caddy)\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Recipes();
}
