using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts.Player;
using SeeIt.Relay;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Playback;

/// <summary>What a player process that takes the place of another is told.</summary>
public sealed class PlayerHostTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly ForwardProxy _proxy = new(new RelayOptions(), TimeProvider.System, NullLogger<ForwardProxy>.Instance);
    private readonly LaterTime _time = new();
    private readonly PlayerHost _host;

    public PlayerHostTests()
    {
        var settings = TestSettings.Make(player => player with
        {
            Path = SocketPlayer.MakeProgram(_folder), MaxVolume = 60, Preferences = new() { AudioLanguages = ["cy", "en"] },
        });
        _host = new PlayerHost(settings with { RuntimeFolder = _folder.Path }, _proxy, _time, NullLogger<PlayerHost>.Instance);
    }

    private string Socket => _folder.File("player.sock");

    public async ValueTask InitializeAsync() => await _host.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _proxy.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_player_that_was_killed_comes_back_with_its_volume_mute_screen_and_preferences()
    {
        await using var first = await SocketPlayer.StartedAsync(Socket);
        await _host.SetVolumeAsync(35, TimeSpan.FromMilliseconds(150), CancellationToken.None);
        await _host.SetMutedAsync(true, CancellationToken.None);
        var screen = new TuningScreen("The Night Garden", "Garden TV");
        await _host.ShowScreenAsync(screen, CancellationToken.None);
        await first.KillAsync();

        await using var second = await SocketPlayer.StartedAsync(Socket);
        await ToldAsync(second);
        Assert.IsType<HelloRequest>(second.Requests[0]);
        Assert.Equal(["cy", "en"], Assert.IsType<SetPreferencesRequest>(second.Requests[1]).Preferences.AudioLanguages);
        Assert.Equal([new SetVolumeRequest(21), new SetMutedRequest(true), new ShowScreenRequest(screen)], second.Requests.Skip(2));
    }

    /// <summary>Who stops what is on while a standby is being shown stops that one.</summary>
    [Fact]
    public async Task A_standby_that_is_being_shown_is_on()
    {
        var process = await SocketPlayer.WaitForStartAsync(Socket);
        PlayerSession? on = null;
        await using var player = SocketPlayer.Serve(process, Socket, request => on = request is ShowRequest ? _host.On : on);
        var standby = await _host.OpenAsync(new OpenRequest(0, new StreamInput(1), Standby: true), CancellationToken.None);
        Assert.Null(_host.On);
        await _host.ShowAsync(standby, CancellationToken.None);
        Assert.Same(standby, on);
    }

    [Fact]
    public async Task What_is_over_the_picture_is_shown_again_by_the_next_player_for_as_long_as_is_left()
    {
        await using var first = await SocketPlayer.StartedAsync(Socket);
        await _host.ActAsync(new SetMutedRequest(false), CancellationToken.None);
        var overlay = new Overlay("Ada asks for Harbour One", null, OverlayPlace.Top, DurationMs: 60_000);
        await _host.ShowOverlayAsync(overlay, CancellationToken.None);
        Assert.Equal(overlay, Assert.Single(first.Requests.OfType<ShowOverlayRequest>()).Overlay);
        await first.KillAsync();

        await using var second = await SocketPlayer.StartedAsync(Socket);
        await Eventually.TrueAsync(() => second.Requests.OfType<ShowOverlayRequest>().Any(), "it is shown again");
        var again = Assert.Single(second.Requests.OfType<ShowOverlayRequest>()).Overlay!;
        Assert.Equal(overlay, again with { DurationMs = overlay.DurationMs });
        Assert.InRange(again.DurationMs, 1, overlay.DurationMs - 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_cleared_or_is_over_is_not_shown_again(bool isCleared)
    {
        await using var first = await SocketPlayer.StartedAsync(Socket);
        await _host.ActAsync(new SetMutedRequest(false), CancellationToken.None);
        await _host.ShowOverlayAsync(new Overlay("Volume 40 %", null, DurationMs: isCleared ? 60_000 : 1), CancellationToken.None);
        if (isCleared)
        {
            await _host.ClearOverlayAsync(CancellationToken.None);
            Assert.Null(first.Requests.OfType<ShowOverlayRequest>().Last().Overlay);
        }

        var asked = first.Requests.Count;
        if (isCleared)
        {
            await _host.ClearOverlayAsync(CancellationToken.None);
        }

        Assert.Equal(asked, first.Requests.Count);
        await first.KillAsync();

        await using var second = await SocketPlayer.StartedAsync(Socket);
        await ToldAsync(second);
        await _host.SetVolumeAsync(20, TimeSpan.Zero, CancellationToken.None);
        await Eventually.TrueAsync(() => second.Requests.OfType<SetVolumeRequest>().Last() == new SetVolumeRequest(12), "the player is called");
        Assert.Empty(second.Requests.OfType<ShowOverlayRequest>());
    }

    [Fact]
    public async Task The_owners_limit_is_the_end_of_the_scale_from_the_start()
    {
        await using var player = await SocketPlayer.StartedAsync(Socket);
        await _host.ActAsync(new ShowOverlayRequest(null), CancellationToken.None);
        await _host.SetVolumeAsync(0, TimeSpan.Zero, CancellationToken.None);
        await _host.SetVolumeAsync(80, TimeSpan.FromMilliseconds(150), CancellationToken.None);
        await _host.SetVolumeAsync(100, TimeSpan.Zero, CancellationToken.None);
        Assert.Equal([new(60), new(0), new(48, 150), new(60)], player.Requests.OfType<SetVolumeRequest>());
    }

    [Fact]
    public async Task What_is_set_while_there_is_no_player_is_done_at_once_and_set_on_the_next()
    {
        await using (await SocketPlayer.StartedAsync(Socket))
        {
        }

        var process = await SocketPlayer.WaitForStartAsync(Socket);
        Assert.True(_host.SetVolumeAsync(20, TimeSpan.Zero, CancellationToken.None).IsCompletedSuccessfully);
        Assert.True(_host.SetMutedAsync(true, CancellationToken.None).IsCompletedSuccessfully);
        await using var next = SocketPlayer.Serve(process, Socket);
        await ToldAsync(next);
        Assert.Equal([new SetVolumeRequest(12)], next.Requests.OfType<SetVolumeRequest>());
        Assert.Equal([new SetMutedRequest(true)], next.Requests.OfType<SetMutedRequest>());
    }

    [Fact]
    public async Task What_is_set_while_a_player_is_told_the_rest_is_set_on_it()
    {
        var process = await SocketPlayer.WaitForStartAsync(Socket);
        var set = Task.CompletedTask;
        await using var player = SocketPlayer.Serve(process, Socket, request =>
        {
            if (request is SetMutedRequest { Muted: false })
            {
                set = _host.SetVolumeAsync(20, TimeSpan.Zero, CancellationToken.None);
            }
        });
        await ToldAsync(player);
        await Eventually.TrueAsync(() => player.Requests.OfType<SetVolumeRequest>().Last() == new SetVolumeRequest(12), "the volume");
        Assert.True(set.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_session_ends_with_its_player_and_is_not_on_any_more()
    {
        await using var player = await SocketPlayer.StartedAsync(Socket);
        var session = await _host.OpenAsync(new OpenRequest(0, new StreamInput(1)), CancellationToken.None);
        Assert.Equal(session, _host.On);
        await player.KillAsync();
        await Eventually.TrueAsync(() => session.Events.Completion.IsCompleted, "the session ends");
        Assert.Null(_host.On);
    }

    [Fact]
    public async Task A_player_that_ends_soon_after_a_standby_was_opened_has_ended_over_it()
    {
        await using var player = await SocketPlayer.StartedAsync(Socket);
        var (on, standby) = (await OpenAsync(standby: false), await OpenAsync(standby: true));
        _time.Later = TimeSpan.FromSeconds(9);
        await player.KillAsync();
        await Task.WhenAll(on.Gone, standby.Gone);
        Assert.Equal((false, true), (on.IsBlamed, standby.IsBlamed));
    }

    [Fact]
    public async Task A_player_that_ends_while_nothing_was_opened_for_a_while_has_ended_over_what_is_on()
    {
        await using var player = await SocketPlayer.StartedAsync(Socket);
        var (on, standby) = (await OpenAsync(standby: false), await OpenAsync(standby: true));
        _time.Later = TimeSpan.FromSeconds(10);
        await player.KillAsync();
        await Task.WhenAll(on.Gone, standby.Gone);
        Assert.Equal((true, false), (on.IsBlamed, standby.IsBlamed));
    }

    [Fact]
    public async Task A_player_that_ends_has_ended_over_one_session_at_most()
    {
        await using var player = await SocketPlayer.StartedAsync(Socket);
        var (first, second, on) = (await OpenAsync(standby: true), await OpenAsync(standby: true), await OpenAsync(standby: false));
        await player.KillAsync();
        await Task.WhenAll(first.Gone, second.Gone, on.Gone);
        Assert.Equal((false, false, true), (first.IsBlamed, second.IsBlamed, on.IsBlamed));
    }

    private Task<PlayerSession> OpenAsync(bool standby) =>
        _host.OpenAsync(new OpenRequest(0, new StreamInput(1), Standby: standby), CancellationToken.None);

    private static Task ToldAsync(SocketPlayer player) =>
        Eventually.TrueAsync(() => player.Requests.OfType<ShowScreenRequest>().Any(), "the player is told");

    /// <summary>The machine's, whose timestamps may be moved on.</summary>
    private sealed class LaterTime : TimeProvider
    {
        public TimeSpan Later { get; set; }

        public override long GetTimestamp() => base.GetTimestamp() + (long)(Later.TotalSeconds * TimestampFrequency);
    }
}
