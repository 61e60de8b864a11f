using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Playback;

public sealed class MediaOpenerTests : IAsyncLifetime
{
    private RelayedSources _relayed = null!;

    public async ValueTask InitializeAsync() => _relayed = await RelayedSources.StartAsync(TimeProvider.System);

    public ValueTask DisposeAsync() => _relayed.DisposeAsync();

    /// <summary>The relay lets the player's clock stand until so much is there, the player is told to hold so much back.</summary>
    [Fact]
    public async Task What_came_late_is_held_back_longer()
    {
        var usual = await OpenAsync(0);
        _relayed.Memory.WasLate(_relayed.Source(1));
        var late = await OpenAsync(1);
        Assert.Equal(usual.CachingMs + 300, late.CachingMs);

        // The clip has a clock each 40 ms.
        Assert.InRange(late.StandingClocks - usual.StandingClocks, 6, 9);
    }

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

    private async Task<(int CachingMs, int StandingClocks)> OpenAsync(int number)
    {
        var caching = 0;
        var pipe = new Pipe();
        _relayed.Player.Plays = (request, _) => caching = request.CachingMs;
        _relayed.Player.Fed = pipe.Writer.AsStream();
        var opening = await _relayed.MakeOpener(TestSettings.Make())
            .OpenAsync(_relayed.Source(number), SourceUse.Viewing, startMs: 0, inSoftware: false, TestContext.Current.CancellationToken);
        await using var media = opening.Media!;
        return (caching, await CountStandingClocksAsync(pipe.Reader.AsStream()));
    }

    private static async Task<int> CountStandingClocksAsync(Stream fed)
    {
        var packet = new byte[TsClip.PacketSize];
        var (first, count) = (-1L, 0);
        while (true)
        {
            await fed.ReadExactlyAsync(packet, TestContext.Current.CancellationToken);
            if (TsClip.Clock(packet) is not { } clock)
            {
                continue;
            }

            first = first < 0 ? clock : first;
            if (clock != first)
            {
                return count;
            }

            count++;
        }
    }
}
