using System.Net;
using System.Net.Sockets;
using System.Text;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Relay;

namespace SeeIt.Agent.Tests.Playback;

public sealed class MediaOpenerTests : IAsyncLifetime
{
    private RelayedSources _relayed = null!;

    public async ValueTask InitializeAsync() => _relayed = await RelayedSources.StartAsync(TimeProvider.System);

    public ValueTask DisposeAsync() => _relayed.DisposeAsync();

    /// <summary>Its address is on the LAN, and what it leads to is not (RFC 5737: nobody is there).</summary>
    [Fact]
    public async Task On_a_metered_line_a_standby_does_not_follow_its_server_out_of_the_LAN()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var source = new ChannelSource("near", new RelaySource(new Uri($"http://{listener.LocalEndpoint}/live"), [], SourceTrust.Lineup));
        Assert.True(source.IsLocal);
        var metered = _relayed.MakeOpener(TestSettings.Make(player => player with { Metered = true }));
        var opening = metered.OpenAsync(source, SourceUse.Standby, startMs: 0, inSoftware: false, TestContext.Current.CancellationToken);
        using (var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken))
        {
            var request = new byte[4096];
            Assert.NotEqual(0, await client.GetStream().ReadAsync(request, TestContext.Current.CancellationToken));
            await client.GetStream().WriteAsync(
                Encoding.ASCII.GetBytes("HTTP/1.1 302 Found\r\nLocation: http://93.184.216.34/\r\nContent-Length: 0\r\n\r\n"), TestContext.Current.CancellationToken);
        }

        var failure = (await opening).Failure;
        Assert.Equal(FailureKind.SourceForbidden, failure?.Kind);
        Assert.Contains("93.184.216.34 is not on the LAN", failure!.Detail, StringComparison.Ordinal);
    }
}
