using System.Net;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Agent.Tests.Support;
using SeeIt.Guide.Lineup;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Sources.Lineups;

/// <summary>Against a server that speaks SSDP and describes itself as SAT&gt;IP has it.</summary>
public sealed class SatIpLineupTests : IDisposable
{
    private readonly Providers _providers = new();

    public void Dispose() => _providers.Dispose();

    [Theory]
    [InlineData("127.0.2.1", false)]
    [InlineData("127.0.2.2", true)]
    public async Task A_server_at_an_address_gives_its_channels_and_the_tuners_of_each_system(string host, bool byDescription)
    {
        await using var server = new SatIpAnnouncer(IPAddress.Parse(host)) { Playlist = Playlist(host) };
        var channels = await _providers.ImportAsync(byDescription ? $"satip://{server.Description.Authority}/desc.xml" : $"satip://{host}");

        Assert.Equal([("Das Erste HD", "1"), ("BBC One", "2"), ("3. Film", null)], channels.Select(channel => (channel.Name, channel.Number)));
        Assert.Equal([new SourceTuners("Attic DVBS2", 2), new SourceTuners("Attic DVBT", 1), null], channels.Select(channel => channel.Sources[0].Tuners));
        Assert.Equal(byDescription ? 0 : 1, server.Searches.Count);
    }

    [Fact]
    public async Task Servers_are_found_by_multicast()
    {
        await using var server = new SatIpAnnouncer(IPAddress.Loopback, hearsMulticast: true) { Playlist = Playlist("127.0.0.1") };
        Assert.Contains(server.Description, await _providers.Servers.FindAsync(host: null, TestContext.Current.CancellationToken));
        Assert.Contains("\r\nMX: 1\r\n", server.Searches.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_leads_elsewhere_is_not_followed()
    {
        await using var server = new SatIpAnnouncer(IPAddress.Parse("127.0.2.3")) { ClaimedLocation = "http://127.0.2.99/desc.xml" };
        Assert.Equal(LineupFailureKind.NotFound, (await _providers.FetchAsync("satip://127.0.2.3")).Failure!.Kind);
        await using var other = new SatIpAnnouncer(IPAddress.Parse("127.0.2.4")) { PlaylistPath = "http://127.0.2.99/list.m3u" };
        Assert.Contains("no channel list", (await _providers.FetchAsync("satip://127.0.2.4")).Failure!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_describes_itself_as_something_else_is_no_server()
    {
        var router = """<root xmlns="urn:schemas-upnp-org:device-1-0"><device><deviceType>urn:schemas-upnp-org:device:InternetGatewayDevice:1</deviceType></device></root>""";
        await using var web = new LoopbackHttp(IPAddress.Loopback, (_, stream, cancellation) =>
            LoopbackHttp.SendAsync(stream, "200 OK", "text/xml", System.Text.Encoding.UTF8.GetBytes(router), cancellation));
        Assert.Equal(LineupFailureKind.Malformed, (await _providers.FetchAsync($"satip://{web.Address.Authority}/desc.xml")).Failure!.Kind);
    }

    private static string Playlist(string host) => $"""
        #EXTM3U
        #EXTINF:0,1. Das Erste HD
        rtsp://{host}/?src=1&freq=11494&pol=h&ro=0.35&msys=dvbs2&mtype=8psk&plts=on&sr=22000&fec=23&pids=0,17,18,5100,5101
        #EXTINF:0,2. BBC One
        rtsp://{host}/?freq=506&bw=8&msys=dvbt&pids=0,600,601
        #EXTINF:0,3. Film
        http://{host}/film.ts
        """;
}
