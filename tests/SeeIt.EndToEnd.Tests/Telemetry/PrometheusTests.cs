using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Telemetry;

/// <summary>Metrics as Prometheus fetches them.</summary>
public sealed partial class PrometheusTests
{
    [Fact]
    public async Task Agent_and_hub_tell_their_figures_on_loopback_and_no_title_and_no_secret()
    {
        var (agentPort, hubPort) = (FreePort.Next(), FreePort.Next());
        var (home, phone) = await Home.StartPairedAsync(new()
        {
            Hub = ["--Telemetry:Prometheus", $"{hubPort}"],
            AgentEnvironment = new Dictionary<string, string?> { ["SEEIT_Telemetry__Prometheus"] = $"127.0.0.1:{agentPort}" },
        });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();
        var answer = await phone.ShareAsync("Can't believe that twist on #NightGarden right now");
        Assert.Equal(Progress.Done, (await phone.DoAsync(Phone.SeeIt(answer.Candidates[0]))).Progress);
        Assert.Equal(Progress.Failed, (await phone.DoAsync(new SeeItVerb(new Contracts.AiringReference("nowhere", DateTimeOffset.UnixEpoch, "Secret Show")))).Progress);

        var agent = await ScrapeAsync(agentPort, text => text.Contains("error_type=\"NotInLineup\"", StringComparison.Ordinal));
        AssertHas(agent, "seeit_commands_total", "1", "seeit_verb=\"SeeIt\"", "seeit_outcome=\"Done\"");
        AssertHas(agent, "seeit_commands_total", "1", "seeit_outcome=\"Failed\"", "error_type=\"NotInLineup\"");
        AssertHas(agent, "seeit_first_picture_duration_seconds_count", "1");
        AssertHas(agent, "seeit_link_connected", "1");
        AssertHas(agent, "seeit_player_restarts_total", "0");
        AssertHas(agent, "seeit_outbox_reports", "0");
        foreach (var name in new[] { "seeit_link_connections_total", "seeit_relay_received_bytes_total", "seeit_guide_age_seconds", "seeit_guide_remaining_seconds", "seeit_lineup_channels" })
        {
            Assert.Contains(agent, sample => sample.Groups["name"].Value == name);
        }

        var hub = await ScrapeAsync(hubPort, text => text.Contains("seeit_progress=\"Failed\"", StringComparison.Ordinal));
        AssertHas(hub, "seeit_hub_boxes_connected", "1");
        AssertHas(hub, "seeit_hub_commands_open", "0");
        AssertHas(hub, "seeit_hub_commands_total", "1", "seeit_progress=\"Done\"");
        foreach (var name in new[] { "seeit_hub_command_ack_duration_seconds_count", "seeit_hub_commit_duration_seconds_count", "seeit_hub_commit_writes_sum", "seeit_hub_links_total", "http_server_request_duration_seconds_count" })
        {
            Assert.Contains(hub, sample => sample.Groups["name"].Value == name);
        }

        foreach (var secret in new[] { "Night Garden", "NightGarden", "Garden TV", "garden.demo", "Secret Show", "twist", Phone.Email, Phone.Password, phone.Token })
        {
            Assert.DoesNotContain(agent.Concat(hub), sample => sample.Value.Contains(secret, StringComparison.Ordinal));
        }

        await AssertIsOnLoopbackAloneAsync(agentPort);
        await AssertIsOnLoopbackAloneAsync(hubPort);
    }

    [Fact]
    public async Task A_port_that_is_taken_costs_the_figures_and_nothing_else()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var home = await Home.StartAsync(new()
        {
            AgentEnvironment = new Dictionary<string, string?> { ["SEEIT_Telemetry__Prometheus"] = $"{((IPEndPoint)taken.LocalEndpoint).Port}" },
        });
        await home.WaitForPairingPromptAsync();
        await home.Agent!.WaitForLineAsync(line => line.Contains("No telemetry: ", StringComparison.Ordinal), "that there is no telemetry");
    }

    /// <summary>Each line a comment or a sample, as the text format has them.</summary>
    private static async Task<IReadOnlyList<Match>> ScrapeAsync(int port, Func<string, bool> isThere)
    {
        using var http = new HttpClient();
        var address = new Uri($"http://127.0.0.1:{port}/metrics");
        var text = await Eventually.GetAsync(async () => await http.GetStringAsync(address) is var read && isThere(read) ? read : null, $"figures at {address}");
        List<Match> samples = [];
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('#'))
            {
                Assert.Matches(Comment(), line);
                continue;
            }

            var sample = Sample().Match(line);
            Assert.True(sample.Success, $"'{line}' is no sample.");
            samples.Add(sample);
        }

        return samples;
    }

    private static void AssertHas(IReadOnlyList<Match> samples, string name, string value, params string[] labels) => Assert.Contains(samples, sample =>
        sample.Groups["name"].Value == name
        && sample.Groups["value"].Value == value
        && labels.All(label => sample.Groups["labels"].Value.Contains(label, StringComparison.Ordinal)));

    private static async Task AssertIsOnLoopbackAloneAsync(int port)
    {
        foreach (var address in (await Dns.GetHostAddressesAsync(Dns.GetHostName())).Where(address => !IPAddress.IsLoopback(address)))
        {
            using var client = new TcpClient(address.AddressFamily);
            await Assert.ThrowsAnyAsync<SocketException>(() => client.ConnectAsync(address, port));
        }

        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{port}/metrics"));
        request.Headers.Host = "rebound.example";
        Assert.NotEqual(HttpStatusCode.OK, (await http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [GeneratedRegex("^# (?:(?:HELP|TYPE|UNIT) [a-zA-Z_:][a-zA-Z0-9_:]* ?.*|EOF)$")]
    private static partial Regex Comment();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?<labels>(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\]|\\.)*",?)*)\})? (?<value>[-+]?(?:[0-9.]+(?:[eE][-+]?[0-9]+)?|Inf|NaN))(?: [0-9.]+)?$""")]
    private static partial Regex Sample();
}
