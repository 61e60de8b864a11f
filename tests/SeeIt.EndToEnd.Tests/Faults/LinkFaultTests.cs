using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>What becomes of commands and of the picture when the link between box and hub fails.</summary>
public sealed class LinkFaultTests(FaultyHome fixture) : IClassFixture<FaultyHome>, IAsyncLifetime
{
    private static readonly SeeItVerb Garden = new(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "Anything"));
    private static readonly SeeItVerb News = new(new AiringReference("news.demo", DateTimeOffset.UnixEpoch, "Anything"));

    private readonly Home _home = fixture.Home;
    private readonly Phone _phone = fixture.Phone;

    /// <summary>Whatever the test before left.</summary>
    public async ValueTask InitializeAsync()
    {
        _home.Link.Fault = NetworkFault.None;
        await _phone.WaitForTvOnlineAsync();
        await DoneAsync(new StopVerb());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_link_that_is_reset_is_back_within_five_seconds_and_no_phone_hears_of_it()
    {
        for (var round = 0; round < 3; round++)
        {
            var before = _home.Link.Connections;
            _home.Link.Reset();
            await Eventually.TrueAsync(() => _home.Link.Connections > before, "it is dialled again", TimeSpan.FromSeconds(5));
            Assert.Equal(Presence.Online, (await _phone.TvAsync()).Presence);
            Assert.Equal(Progress.Done, (await _phone.DoAsync(new StopVerb())).Progress);
        }
    }

    /// <summary>The hub pings every 10 s; 30 s without anything are the end of a link.</summary>
    [Fact]
    public async Task A_link_that_falls_silent_is_given_up_and_the_picture_stays()
    {
        await DoneAsync(News);
        var before = _home.Link.Connections;
        _home.Link.Fault = NetworkFault.Silent;
        await Eventually.TrueAsync(() => _home.Link.Connections > before, "it is dialled again", TimeSpan.FromSeconds(35));
        await _home.Screen.WaitForMovingClockAsync("news.demo");
        _home.Link.Fault = NetworkFault.None;
        _home.Link.Reset();
        await DoneAsync(Garden);
    }

    [Fact]
    public async Task A_command_that_does_not_arrive_is_delivered_by_the_next_link()
    {
        _home.Link.Fault = NetworkFault.SilentFromServer;
        var command = await _phone.SendAsync(Garden);
        Assert.Equal(Progress.Sent, command.Progress);
        _home.Link.Reset();
        _home.Link.Fault = NetworkFault.None;
        Assert.Equal(Progress.Done, (await _phone.WaitForOutcomeAsync(command.Id)).Progress);
        Assert.Equal(1, Starts(command.Id));
    }

    [Fact]
    public async Task A_command_whose_acknowledgement_is_lost_is_run_once_and_its_outcome_is_told()
    {
        _home.Link.Fault = NetworkFault.SilentFromClient;
        var command = await _phone.SendAsync(Garden);
        await _home.Screen.WaitForChannelAsync("garden.demo");
        _home.Link.Reset();
        _home.Link.Fault = NetworkFault.None;
        Assert.Equal(Progress.Done, (await _phone.WaitForOutcomeAsync(command.Id)).Progress);
        Assert.Equal(1, Starts(command.Id));
    }

    [Fact]
    public async Task A_link_that_ends_in_the_middle_of_a_message_loses_nothing()
    {
        _home.Link.ResetAfter(100);
        var command = await _phone.SendAsync(Garden);
        Assert.Equal(Progress.Done, (await _phone.WaitForOutcomeAsync(command.Id)).Progress);
        Assert.Equal(1, Starts(command.Id));
    }

    [Fact]
    public async Task A_command_whose_time_is_over_expires_and_never_runs()
    {
        await DoneAsync(News);
        _home.Link.Fault = NetworkFault.Refusing;
        _home.Link.Reset();
        await _phone.WaitForTvAsync(Presence.Unreachable);
        var pause = await _phone.SendAsync(new PauseVerb());
        Assert.Equal(Progress.Expired, (await _phone.WaitForOutcomeAsync(pause.Id)).Progress);
        _home.Link.Fault = NetworkFault.None;
        await DoneAsync(new SetVolumeVerb(40));
        Assert.Equal(0, Starts(pause.Id));
        Assert.Equal(TvState.Playing, (await _phone.TvAsync()).Status!.State);
    }

    [Fact]
    public async Task A_hub_that_is_killed_over_a_command_takes_it_up_again()
    {
        var command = await _phone.SendAsync(Garden);
        _home.Hub!.Kill();
        await _home.Hub.WaitForExitAsync();
        await _home.StartHubAsync();
        Assert.Equal(Progress.Done, (await _phone.WaitForOutcomeAsync(command.Id)).Progress);
        Assert.Equal(1, Starts(command.Id));
    }

    [Fact]
    public async Task A_hub_that_is_stopped_is_come_back_to()
    {
        _home.Hub!.Signal(Signals.Terminate);
        await _home.Hub.WaitForExitAsync();
        await _home.Agent!.WaitForLineAsync(line => line.Contains("The link ended: Drained", StringComparison.Ordinal), "that it was told");
        await _home.StartHubAsync();
        await _phone.WaitForTvOnlineAsync();
        await DoneAsync(Garden);
    }

    [Fact]
    public async Task What_was_watched_while_the_hub_was_away_is_told_when_it_is_back()
    {
        await DoneAsync(News);
        var before = (await _phone.ViewingsAsync()).Count;
        _home.Link.Fault = NetworkFault.Refusing;
        _home.Link.Reset();
        var (code, output) = await _home.RunAgentAsync("stop");
        Assert.True(code == 0, output);
        Assert.Equal(before, (await _phone.ViewingsAsync()).Count);
        _home.Link.Fault = NetworkFault.None;
        var viewing = (await Eventually.GetAsync(async () => await _phone.ViewingsAsync() is { } told && told.Count > before ? told : null, "what was watched"))[0];
        Assert.Equal(("news.demo", ViewingOutcome.Stopped, "Ada"), (viewing.ChannelId, viewing.Outcome, viewing.RequestedBy));
    }

    private async Task DoneAsync(Verb verb)
    {
        var outcome = await _phone.DoAsync(verb);
        Assert.True(outcome.Progress == Progress.Done, $"{outcome.Progress}: {outcome.Detail}");
    }

    private int Starts(Guid command) => _home.Agent!.Lines.Count(line => line.Contains($"Command {command}: ", StringComparison.Ordinal) && line.Contains(" accepted.", StringComparison.Ordinal));
}
