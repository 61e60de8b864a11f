using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Contracts;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Tests.Support;

namespace SeeIt.Hub.Tests.Devices;

/// <summary>What a box, or one that has a box's token, may not do on the link. Other boxes and their commands are unaffected.</summary>
public sealed class DeviceHubAccessTests
{
    private static readonly SetVolumeVerb Volume = new(10);

    /// <summary>Every method but Hello, with an argument that it takes.</summary>
    private static readonly (string Method, object?[] Arguments)[] Methods =
    [
        (DeviceLink.ToHub.Report, [new CommandReport(Guid.NewGuid(), Progress.Done)]),
        (DeviceLink.ToHub.Status, [new TvStatus(Guid.NewGuid(), 1, TvState.Idle, null, null, null, null, null, 0, DateTimeOffset.UnixEpoch, 60, false, null, null, null, 0, [])]),
        (DeviceLink.ToHub.Answer, [new PostAnswer(Guid.NewGuid(), CandidateList.Empty)]),
        (DeviceLink.ToHub.Reconcile, []),
        (DeviceLink.ToHub.Viewings, [Array.Empty<Viewing>()]),
        (DeviceLink.ToHub.Leave, []),
    ];

    [Fact]
    public void Every_method_of_the_link_is_tried_here() =>
        Assert.Equal(
            typeof(DeviceLink.ToHub).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(),
            Methods.Select(method => method.Method).Append(DeviceLink.ToHub.Hello).Order());

    [Fact]
    public async Task Nothing_is_taken_before_hello()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync(saysHello: false);
        foreach (var (method, arguments) in Methods)
        {
            var refused = await Assert.ThrowsAsync<HubException>(() => box.Link!.InvokeCoreAsync(method, arguments, TestContext.Current.CancellationToken));
            Assert.Contains("Say Hello first", refused.Message, StringComparison.Ordinal);
        }

        Assert.Single(await phone.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));
    }

    [Fact]
    public async Task A_box_moves_no_command_of_another_one_and_answers_no_post_of_it()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        using var stranger = await hub.NewPhoneAsync("Eve");
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        await using var other = new SimulatedBox(hub.Address);
        await other.PairAsync(stranger);
        await other.ConnectAsync();

        var command = await phone.CommandAsync(box.Id, Volume);
        using var shared = await phone.ShareAsync(box.Id, new Post("#NightGarden"));
        var question = await box.NextQuestionAsync();
        await other.ReportAsync(command.Id, Progress.Done);
        await other.AnswerAsync(new PostAnswer(question.Id, CandidateList.Empty));
        await other.Link!.InvokeAsync(DeviceLink.ToHub.Leave, TestContext.Current.CancellationToken);
        Assert.Equal(Progress.Sent, (await phone.CommandAsync(command.Id)).Progress);
        Assert.False((await phone.GetAsync($"/api/v1/posts/{question.Id}", ApiJson.Default.PostView)).Answered);
        Assert.Single(await phone.GetAsync("/api/v1/tvs", ApiJson.Default.IReadOnlyListTvView));

        await box.NextCommandAsync();
        await box.ReportAsync(command.Id, Progress.Done);
        Assert.Equal(Progress.Done, (await phone.CommandAsync(command.Id)).Progress);
    }

    /// <summary>A socket that is opened at once, without the negotiation before it, needs the token all the same: no method can be called.</summary>
    [Fact]
    public async Task No_method_is_reached_without_a_token_or_with_an_expired_a_foreign_or_a_revoked_one()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var hub = await RunningHub.StartAsync(clock: clock);
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        var good = await box.AccessTokenAsync();
        await using var gone = new SimulatedBox(hub.Address);
        await gone.PairAsync(phone);
        var revoked = await gone.AccessTokenAsync();
        Assert.Equal(HttpStatusCode.NoContent, await phone.DeleteAsync($"/api/v1/tvs/{gone.Id}"));
        await using var pairing = new SimulatedBox(hub.Address);
        var codes = await pairing.AuthorizeAsync();
        (await phone.ChooseAsync(codes.UserCode, pairing.Number)).EnsureSuccessStatusCode();
        var pairingOnly = (await pairing.PollUntilSettledAsync(codes)).GetProperty("access_token").GetString()!;

        Assert.Equal(HttpStatusCode.SwitchingProtocols, await DialAsync(hub, good));
        string?[] bad = [null, "nonsense", phone.Http.DefaultRequestHeaders.Authorization!.Parameter, pairingOnly, revoked];
        foreach (var token in bad)
        {
            Assert.True(await DialAsync(hub, token) is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden, token);
        }

        clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.Unauthorized, await DialAsync(hub, good));
    }

    private static async Task<HttpStatusCode> DialAsync(RunningHub hub, string? token)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }

        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(hub.Address, DeviceLink.Path)) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }

        return socket.HttpStatusCode;
    }

    [Fact]
    public async Task A_link_of_a_box_that_was_unpaired_takes_no_more()
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        var token = await box.AccessTokenAsync();
        (await phone.Http.DeleteAsync(new Uri($"/api/v1/tvs/{box.Id}", UriKind.Relative), TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await Eventually.Within(box.Unpaired.Task);
        await Eventually.Within(box.Closed.Task);
        await Assert.ThrowsAsync<HttpRequestException>(() => box.ConnectAsync(token));
    }

    [Theory]
    [InlineData("not JSON at all\u001e")]
    [InlineData("{\"type\":1,\"target\":\"Status\",\"arguments\":[{\"bootId\":7}]}\u001e")]
    [InlineData("{\"type\":1,\"target\":\"Nonsense\",\"arguments\":[]}\u001e")]
    [InlineData("{\"type\":1,\"target\":\"Report\",\"arguments\":[null]}\u001e")]
    [InlineData("{\"type\":1,\"target\":\"Viewings\",\"arguments\":[[null]]}\u001e")]
    [InlineData("{\"type\":99}\u001e")]
    [InlineData("{\"type\":1,\"target\":\"Hello\",\"arguments\":[")]
    public async Task A_malformed_frame_hurts_nobody_else(string frame) => await HurtsNobodyElseAsync(Encoding.UTF8.GetBytes(frame));

    [Fact]
    public async Task An_oversize_frame_ends_the_link_that_sent_it() => await HurtsNobodyElseAsync(new byte[512 * 1024], endsLink: true);

    private static async Task HurtsNobodyElseAsync(byte[] frame, bool endsLink = false)
    {
        await using var hub = await RunningHub.StartAsync();
        using var phone = await hub.NewPhoneAsync();
        await using var box = new SimulatedBox(hub.Address);
        await box.PairAsync(phone);
        await box.ConnectAsync();
        await using var bad = new SimulatedBox(hub.Address);
        await bad.PairAsync(phone);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", $"Bearer {await bad.AccessTokenAsync()}");
        var address = new UriBuilder(new Uri(hub.Address, DeviceLink.Path)) { Scheme = "ws" }.Uri;
        await socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        await socket.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        await SendAsync(socket, frame);
        if (endsLink)
        {
            await ClosedAsync(socket);
        }

        var command = await phone.CommandAsync(box.Id, Volume);
        Assert.Equal(command.Id, (await box.NextCommandAsync()).Id);
        await box.ReportAsync(command.Id, Progress.Done);
        Assert.Equal(Progress.Done, (await phone.CommandAsync(command.Id)).Progress);

        // And the same box can link as it should.
        await bad.ConnectAsync();
    }

    private static async Task SendAsync(ClientWebSocket socket, byte[] frame)
    {
        try
        {
            await socket.SendAsync(frame, WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // The hub hung up before all of it was sent.
        }
    }

    private static async Task ClosedAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        try
        {
            while ((await Eventually.Within(socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken))).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // It hung up without a word.
        }
    }
}
