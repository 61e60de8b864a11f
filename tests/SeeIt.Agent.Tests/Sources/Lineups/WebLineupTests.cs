using System.IO.Compression;
using System.Net;
using System.Text;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Agent.Tests.Support;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Sources.Lineups;

public sealed class WebLineupTests : IDisposable
{
    private readonly Providers _providers = new();

    public void Dispose() => _providers.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Tvheadends_playlist_is_read_with_a_password_and_its_sources_keep_it_but_no_ticket(bool digest)
    {
        await using var server = new TvheadendServer(digest);
        var channels = await _providers.ImportAsync($"tvheadend://anna:p%40ss%3Aword@{server.Authority}");

        Assert.Equal([("BBC ONE", "1", "http://logo/1"), ("BBC TWO", "2", null)], channels.Select(channel => (channel.Name, channel.Number!, channel.Logo)));
        var source = ChannelSource.Of(channels[0], new Dictionary<string, int>())[0];
        Assert.Equal($"http://{server.Authority}/stream/channelid/1?profile=pass", source.Relay.Address.AbsoluteUri);
        Assert.Equal((TvheadendServer.User, TvheadendServer.Password), (source.Relay.Credentials!.UserName, source.Relay.Credentials.Password));
        Assert.DoesNotContain("p%40ss", $"{source}{source.Key}{source.Name}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_the_failure_does_not_tell_it()
    {
        await using var server = new TvheadendServer(digest: true);
        var failure = (await _providers.FetchAsync($"tvheadend://anna:wrong@{server.Authority}")).Failure!;
        Assert.Equal(LineupFailureKind.Refused, failure.Kind);
        Assert.DoesNotContain("wrong@", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_M3U_is_fetched_gzipped_or_not_and_its_headers_reach_the_relay()
    {
        var text = Encoding.UTF8.GetBytes("#EXTM3U\n#EXTINF:-1,One\nlive/1.ts|User-Agent=Box&X-Key=7\n");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(text);
        }

        foreach (var content in new[] { text, packed.ToArray() })
        {
            await using var web = new LoopbackHttp(IPAddress.Loopback, (_, stream, cancellation) =>
                LoopbackHttp.SendAsync(stream, "200 OK", "application/octet-stream", content, cancellation));
            var channel = Assert.Single(await _providers.ImportAsync($"{web.Address}list.m3u"));
            var relay = ChannelSource.Of(channel, new Dictionary<string, int>())[0].Relay;
            Assert.Equal(new Uri(web.Address, "live/1.ts"), relay.Address);
            Assert.Equal([("User-Agent", "Box"), ("X-Key", "7")], relay.Headers.Select(header => (header.Key, header.Value)));
        }
    }

    [Fact]
    public async Task A_download_that_breaks_off_keeps_what_was_there()
    {
        var breaks = false;
        await using var web = new LoopbackHttp(IPAddress.Loopback, async (_, stream, cancellation) =>
        {
            var text = "#EXTM3U\n#EXTINF:-1,One\nhttp://h/1\n#EXTINF:-1,Two\nhttp://h/2\n"u8.ToArray();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\n\r\n"), cancellation);
            await stream.WriteAsync(breaks ? text.AsMemory(..40) : text, cancellation);
        });
        Assert.Equal(2, (await _providers.ImportAsync(web.Address.AbsoluteUri)).Count);
        breaks = true;
        Assert.Equal(2, (await _providers.ImportAsync(web.Address.AbsoluteUri)).Count);
        Assert.Single(_providers.Last!.Errors);
    }

    [Fact]
    public async Task A_redirect_of_what_the_owner_named_is_followed_and_of_a_device_it_is_not()
    {
        await using var elsewhere = new LoopbackHttp(IPAddress.Loopback, (_, stream, cancellation) =>
            LoopbackHttp.SendAsync(stream, "200 OK", "audio/x-mpegurl", "#EXTM3U\n#EXTINF:-1,One\nhttp://h/1\n"u8.ToArray(), cancellation));
        await using var leads = new LoopbackHttp(IPAddress.Loopback, (_, stream, cancellation) =>
            LoopbackHttp.SendAsync(stream, "302 Found", "text/html", default, cancellation, $"Location: {elsewhere.Address}list.m3u"));

        Assert.Single(await _providers.ImportAsync($"http://anna:secret@{leads.Address.Authority}/"));
        Assert.DoesNotContain("Authorization", Assert.Single(elsewhere.Requests).Headers.Keys);
        Assert.Contains("HTTP 302", (await _providers.FetchAsync($"hdhomerun://{leads.Address.Authority}")).Failure!.Detail, StringComparison.Ordinal);
        Assert.Contains("HTTP 302", (await _providers.FetchAsync($"satip://{leads.Address.Authority}/desc.xml")).Failure!.Detail, StringComparison.Ordinal);
        Assert.Single(elsewhere.Requests);
    }

    [Theory]
    [InlineData("404 Not Found", LineupFailureKind.NotFound)]
    [InlineData("403 Forbidden", LineupFailureKind.Refused)]
    [InlineData("502 Bad Gateway", LineupFailureKind.Unreachable)]
    public async Task What_a_server_answers_is_a_failure_of_its_kind(string status, LineupFailureKind kind)
    {
        await using var web = new LoopbackHttp(IPAddress.Loopback, (_, stream, cancellation) => LoopbackHttp.SendAsync(stream, status, "text/html", default, cancellation));
        Assert.Equal(kind, (await _providers.FetchAsync(web.Address.AbsoluteUri)).Failure!.Kind);
        Assert.Equal(LineupFailureKind.NotFound, (await _providers.FetchAsync("/nowhere/list.m3u")).Failure!.Kind);
        Assert.Equal(LineupFailureKind.Unreachable, (await _providers.FetchAsync("http://127.0.0.1:9/")).Failure!.Kind);
    }
}
