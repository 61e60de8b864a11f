using System.IO.Pipelines;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Link;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;
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

    [Theory]
    [InlineData("hls", 21_000)]
    [InlineData("dash", 21_000)]
    [InlineData("mp4", null)]
    public async Task Segments_that_came_late_are_begun_further_behind_live(string kind, int? delay)
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        var address = kind switch
        {
            "hls" => server.Hls,
            "dash" => server.Dash,
            _ => server.Mp4,
        };
        var source = new ChannelSource(kind, new RelaySource(address, [], SourceTrust.Lineup));
        List<int?> delays = [];
        _relayed.Player.Plays = (request, _) => delays.Add(request.LiveDelayMs);
        await OpenAsync(source);
        _relayed.Memory.WasLate(source);
        await OpenAsync(source);
        Assert.Equal([null, delay], delays);
    }

    /// <summary>LibVLC waits for a segment that does not come in time: no picture of it is late.</summary>
    [Theory]
    [InlineData(9, false, false)]
    [InlineData(10, false, true)]
    [InlineData(10, true, false)]
    public async Task Live_segments_are_late_when_the_player_waits_for_them_once_its_buffers_were_filled(int second, bool hasEnd, bool isLate)
    {
        await using var server = await FilmServer.StartAsync("garden.demo");
        var time = new FakeTimeProvider();
        var source = new ChannelSource("hls", new RelaySource(server.Hls, [], SourceTrust.Lineup));
        PlayerSession session = null!;
        _relayed.Player.Plays = (_, opened) => session = opened;
        var opening = await _relayed.MakeOpener(TestSettings.Make(), time)
            .OpenAsync(source, SourceUse.Viewing, startMs: 0, inSoftware: false, TestContext.Current.CancellationToken);
        var status = new StatusReporter(new BootId(), _relayed.Player, new Problems(), new LinkOutbox(), time);
        await using var standbys = _relayed.MakeStandbys(TestSettings.Make());
        var recovery = new PictureRecovery(_relayed.MakeTuner(standbys), _relayed.Memory, _relayed.Player, status, time, NullLogger<PictureRecovery>.Instance);
        var keeper = new PictureKeeper(recovery, _relayed.Memory, standbys, _relayed.Player, status, new Problems(), NullLogger<PictureKeeper>.Instance);
        using var show = new RunningShow(new Viewed(Guid.NewGuid(), "garden", "Garden TV", null, null), post: null, [], 0, isAnswered: true);
        status.Apply(new ViewingEvent.Tuning(show.Viewed));
        status.Apply(new ViewingEvent.FirstPicture(100, "web"));
        time.Advance(TimeSpan.FromSeconds(second));
        var keeping = keeper.KeepAsync(show, opening.Media!);
        session.Happened(new MediaEvent(session.Id, CanPause: true, CanSeek: hasEnd, hasEnd ? 64_000 : null, [new Track(TrackKind.Video, 1, "h264", null, null, true)]));
        session.Happened(new StateEvent(session.Id, PlayerState.Buffering));
        Assert.True(await status.WaitForAsync(state => state.State == TvState.Buffering, TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        show.Cancel(ShowEnd.Stopped);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keeping);
        Assert.Equal(isLate, _relayed.Memory.LiveDelay(source) is not null);
    }

    private async Task OpenAsync(ChannelSource source)
    {
        var opening = await _relayed.MakeOpener(TestSettings.Make())
            .OpenAsync(source, SourceUse.Viewing, startMs: 0, inSoftware: false, TestContext.Current.CancellationToken);
        await opening.Media!.DisposeAsync();
    }

    /// <summary>Its address is on the LAN, and what it leads to is not (RFC 5737: nobody is there).</summary>
    [Fact]
    public async Task On_a_metered_line_a_standby_does_not_follow_its_server_out_of_the_LAN()
    {
        await using var server = FaultServer.Text("HTTP/1.1 302 Found\r\nLocation: http://93.184.216.34/\r\nContent-Length: 0\r\n\r\n");
        var source = new ChannelSource("near", new RelaySource(server.Address, [], SourceTrust.Lineup));
        Assert.True(source.IsLocal);
        var metered = _relayed.MakeOpener(TestSettings.Make(player => player with { Metered = true }));
        var opening = await metered.OpenAsync(source, SourceUse.Standby, startMs: 0, inSoftware: false, TestContext.Current.CancellationToken);
        Assert.NotEmpty(server.Requests);
        var failure = opening.Failure;
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
