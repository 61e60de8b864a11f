using System.Net;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Commands;

public sealed class CommandTests
{
    private static readonly SeeItVerb SeeIt = new(new AiringReference("two", DateTimeOffset.UnixEpoch, "The Night Garden"));

    [Fact]
    public async Task Command_is_sent_acknowledged_and_done()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync("Ada");
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();

        var taken = await phone.CommandAsync(box.Id, SeeIt);
        Assert.Equal(Progress.Sent, taken.Progress);
        var command = await box.NextCommandAsync();
        Assert.Equal(taken.Id, command.Id);
        Assert.Equal("Ada", command.RequestedBy);
        Assert.Equal(1, command.Sequence);
        Assert.Equal(SeeIt, command.Verb);
        Assert.InRange(command.TimeToLiveMs, 1, 60_000);
        foreach (var progress in new[] { Progress.Accepted, Progress.Resolving, Progress.Tuning })
        {
            await box.ReportAsync(command.Id, progress);
            await phone.UntilAsync(command.Id, progress);
        }

        await box.ReportAsync(command.Id, Progress.Done, firstPictureMs: 640);
        Assert.Equal(640, (await phone.UntilAsync(command.Id, Progress.Done)).FirstPictureMs);
    }

    [Fact]
    public async Task Commands_wait_for_the_box_and_arrive_in_order()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(Progress.Queued, (await phone.CommandAsync(box.Id, SeeIt)).Progress);
        }

        await box.ConnectAsync();
        List<Command> window = [];
        while (window.Count < 8)
        {
            window.Add(await box.NextCommandAsync());
        }

        // The window is full: the ninth waits for an acknowledgement.
        var snapshot = await SseAsync.SnapshotAsync(phone);
        Assert.All(snapshot.Commands, command => Assert.Equal(command.Sequence <= 8 ? Progress.Sent : Progress.Queued, command.Progress));
        await Task.WhenAll(window.Select(command => box.ReportAsync(command.Id, Progress.Accepted)));
        while (window.Count < 12)
        {
            window.Add(await box.NextCommandAsync());
        }

        Assert.Equal(Enumerable.Range(1, 12), window.Select(command => (int)command.Sequence));
    }

    [Fact]
    public async Task Offline_past_the_time_to_live_is_expired_and_never_sent()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var late = await phone.CommandAsync(box.Id, new PauseVerb());
        await phone.UntilAsync(late.Id, Progress.Expired);
        await box.ConnectAsync();
        var next = await phone.CommandAsync(box.Id, new ResumeVerb());
        Assert.Equal(next.Id, (await box.NextCommandAsync()).Id);
    }

    [Fact]
    public async Task Sent_but_unanswered_is_unconfirmed_and_asked_for_again_when_the_box_is_back()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        var taken = await phone.CommandAsync(box.Id, SeeIt);
        Assert.Equal(taken.Id, (await box.NextCommandAsync()).Id);
        await box.DisconnectAsync();
        var unconfirmed = await Eventually.Async(() => phone.CommandAsync(taken.Id), command => command.Unconfirmed);
        Assert.Equal(Progress.Sent, unconfirmed.Progress);

        await box.ConnectAsync();
        Assert.Equal(taken.Id, (await box.NextCommandAsync()).Id);
        await box.ReportAsync(taken.Id, Progress.Done, 500);
        await box.ReportAsync(taken.Id, Progress.Expired);
        await phone.UntilAsync(taken.Id, Progress.Done);
    }

    [Fact]
    public async Task Bad_verbs_are_refused_with_the_reason()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var volume = await phone.SendAsync(box.Id, new SetVolumeVerb(101));
        Assert.Equal(HttpStatusCode.BadRequest, volume.StatusCode);
        Assert.Contains("101", await volume.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await phone.SendAsync(box.Id, new SeeItVerb(null!))).StatusCode);
        using var unknown = new StringContent("""{"verb":"explode"}""", System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(HttpStatusCode.BadRequest, (await phone.Http.PostAsync($"/api/v1/tvs/{box.Id}/commands", unknown, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("""{"verb":"seek","timeMs":-1}""", "timeMs is -1")]
    [InlineData("""{"verb":"set-rate","rate":4.5}""", "rate is 4.5")]
    [InlineData("""{"verb":"set-rate"}""", "rate is 0")]
    [InlineData("""{"verb":"channel-step","step":2}""", "step is 2")]
    [InlineData("""{"verb":"channel-step"}""", "step is 0")]
    [InlineData("""{"verb":"select-track","kind":"Smell","trackId":1}""", "kind")]
    [InlineData("""{"verb":"select-track","kind":"Audio","trackId":"first"}""", "trackId")]
    public async Task Verbs_out_of_range_are_refused_by_the_name_of_what_is_wrong(string verb, string fault)
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        using var content = new StringContent(verb, System.Text.Encoding.UTF8, "application/json");
        var answer = await phone.Http.PostAsync("/api/v1/tvs/any/commands", content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(fault, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_of_what_is_on_reach_the_box_as_they_were_sent()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        Verb[] verbs =
        [
            new SeekVerb(90_000), new SeekToLiveVerb(), new SetRateVerb(1.5),
            new SelectTrackVerb(TrackKind.Audio, 3), new SelectTrackVerb(TrackKind.Subtitles, null), new ChannelStepVerb(-1),
        ];
        foreach (var verb in verbs)
        {
            var taken = await phone.CommandAsync(box.Id, verb);
            var command = await box.NextCommandAsync();
            Assert.Equal((taken.Id, verb), (command.Id, command.Verb));
        }
    }

    [Fact]
    public async Task A_flood_of_commands_is_refused_past_the_limit_and_leaves_room_for_another_person()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => phone.SendAsync(box.Id, SeeIt)));
        Assert.Equal(32, answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted));
        Assert.Equal(68, answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));

        using var ben = await hub.NewPhoneAsync("Ben", await phone.InviteAsync());
        var others = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ben.SendAsync(box.Id, SeeIt)));
        Assert.All(others, answer => Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode));

        // And the TV's own limit stands.
        using var cora = await hub.NewPhoneAsync("Cora", await phone.InviteAsync());
        var last = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cora.SendAsync(box.Id, SeeIt)));
        Assert.Equal(12, last.Count(answer => answer.StatusCode == HttpStatusCode.Accepted));
        Assert.Equal(8, last.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Killed_hub_keeps_its_commands_and_the_box_its_token()
    {
        await using var process = await HubProcess.StartAsync();
        using var phone = await process.NewPhoneAsync();
        await using var box = new SimulatedBox(process.Address);
        await box.PairAsync(phone);
        var token = await box.AccessTokenAsync();
        await box.ConnectAsync(token);
        var sent = await phone.CommandAsync(box.Id, SeeIt);
        await box.NextCommandAsync();
        await box.DisconnectAsync();
        await Eventually.Async(() => phone.CommandAsync(sent.Id), command => command.Unconfirmed);
        var queued = await phone.CommandAsync(box.Id, SeeIt);

        await process.KillAndRestartAsync();
        await box.ConnectAsync(token);
        Assert.Equal(sent.Id, (await box.NextCommandAsync()).Id);
        var second = await box.NextCommandAsync();
        Assert.Equal(queued.Id, second.Id);
        Assert.Equal(2, second.Sequence);
        await box.ReportAsync(sent.Id, Progress.Superseded);
        await box.ReportAsync(queued.Id, Progress.Done, 500);
        await phone.UntilAsync(sent.Id, Progress.Superseded);
        await phone.UntilAsync(queued.Id, Progress.Done);
    }
}
