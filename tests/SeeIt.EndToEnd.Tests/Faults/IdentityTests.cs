using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>Boxes that are copied, and boxes that are made new.</summary>
public sealed class IdentityTests : IAsyncLifetime
{
    private static readonly SeeItVerb Garden = new(new AiringReference("garden.demo", DateTimeOffset.UnixEpoch, "Anything"));
    private static readonly SeeItVerb News = new(new AiringReference("news.demo", DateTimeOffset.UnixEpoch, "Anything"));

    private Home _home = null!;
    private Phone _phone = null!;

    public async ValueTask InitializeAsync()
    {
        (_home, _phone) = await Home.StartPairedAsync(new HomeOptions { HasFaultyLink = true });
        await _home.WaitForGuideAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _phone.Dispose();
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task Of_two_boxes_with_one_identity_the_older_stops_and_says_why()
    {
        using var folder = new TemporaryFolder();
        await using var twin = _home.StartTwin(folder);
        await Eventually.TrueAsync(
            async () => (await _home.StatusAsync()).Tv.Problems.Any(problem => problem.Contains("identity", StringComparison.Ordinal)), "the older says so");
        var before = _home.Link.Connections;
        Assert.Equal(Progress.Done, (await _phone.DoAsync(new SetVolumeVerb(33))).Progress);
        Assert.Equal(before, _home.Link.Connections);
        Assert.Equal(33, (await _phone.TvAsync()).Status!.Volume);
    }

    /// <summary>The pairing screen comes soon, and the two seconds of the promise hold on a quiet machine: the start of the command line is in the time too. The hub has forgotten the TV, and the box who watched what.</summary>
    [Fact]
    public async Task A_box_that_is_reset_is_a_new_one_and_waits_to_be_paired()
    {
        await DoneAsync(News);
        var before = (await _home.StatusAsync()).Box.Id;
        var began = TimeProvider.System.GetTimestamp();
        var (code, output) = await _home.RunAgentAsync("reset");
        Assert.True(code == 0, output);
        await Eventually.TrueAsync(async () => (await _home.StatusAsync()).Pairing is not null, "it waits to be paired");
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.NotEqual(before, (await _home.StatusAsync()).Box.Id);
        Assert.DoesNotContain("on a phone", output, StringComparison.Ordinal);
        await _home.PairAsync(_phone);
        await DoneAsync(Garden);
        Assert.Single(await _phone.TvsAsync());
    }

    [Fact]
    public async Task A_box_can_be_reset_when_the_hub_cannot_be_reached()
    {
        _home.Link.Fault = NetworkFault.Refusing;
        _home.Link.Reset();
        var (code, output) = await _home.RunAgentAsync("reset");
        Assert.True(code == 0, output);
        Assert.Contains("remove the TV on a phone", output, StringComparison.Ordinal);
        Assert.False((await _home.StatusAsync()).Box.Paired);
        _home.Link.Fault = NetworkFault.None;
        await Eventually.TrueAsync(async () => (await _home.StatusAsync()).Pairing is not null, "it waits to be paired");
    }

    private async Task DoneAsync(Verb verb)
    {
        var outcome = await _phone.DoAsync(verb);
        Assert.True(outcome.Progress == Progress.Done, $"{outcome.Progress}: {outcome.Detail}");
    }
}
