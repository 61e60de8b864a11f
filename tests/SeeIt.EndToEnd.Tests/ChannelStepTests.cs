using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Stepping through the lineup: the channel after the next is kept ready.</summary>
public sealed class ChannelStepTests : IAsyncLifetime
{
    private static readonly string[] _channels = ["garden.demo", "harbour.demo", "news.demo"];

    private readonly List<FaultySource> _sources = [];

    public async ValueTask InitializeAsync()
    {
        foreach (var channel in _channels)
        {
            _sources.Add(new FaultySource(await FaultClips.PlainAsync(channel)));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var source in _sources)
        {
            await source.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_channel_after_the_next_comes_from_a_standby()
    {
        await using var box = await StartAsync(tuners: null);
        await box.WatchAsync("garden.demo");
        await StepAsync(box, 1, "harbour.demo");
        await box.Agent.WaitForLineAsync(line => line.Contains("news.demo at", StringComparison.Ordinal) && line.Contains("is ready", StringComparison.Ordinal), "that the next is ready");
        Assert.DoesNotContain("is asked to show session", box.Agent.Output, StringComparison.Ordinal);

        var asked = _sources[2].Requests;
        await StepAsync(box, 1, "news.demo");
        Assert.Contains("is asked to show session", box.Agent.Output, StringComparison.Ordinal);
        Assert.Equal((1, 1), (asked, _sources[2].Requests));

        // Round the end, and back.
        await StepAsync(box, 1, "garden.demo");
        await StepAsync(box, -1, "news.demo");
    }

    /// <summary>Downwards it is another one than upwards.</summary>
    [Fact]
    public async Task The_channel_after_the_next_below_comes_from_a_standby()
    {
        await using var box = await StartAsync(tuners: null);
        await box.WatchAsync("news.demo");
        await StepAsync(box, -1, "harbour.demo");
        await box.Agent.WaitForLineAsync(line => line.Contains("garden.demo at", StringComparison.Ordinal) && line.Contains("is ready", StringComparison.Ordinal), "that the next is ready");
        Assert.DoesNotContain("is asked to show session", box.Agent.Output, StringComparison.Ordinal);
        await StepAsync(box, -1, "garden.demo");
        Assert.Contains("is asked to show session", box.Agent.Output, StringComparison.Ordinal);
        Assert.Equal(1, _sources[0].Requests);
    }

    [Fact]
    public async Task The_only_tuner_is_not_taken_for_a_standby()
    {
        await using var box = await StartAsync(tuners: 1);
        await box.WatchAsync("garden.demo");
        await StepAsync(box, 1, "harbour.demo");
        await box.Agent.WaitForLineAsync(line => line.Contains("is not kept ready", StringComparison.Ordinal), "that the next is not kept ready");
        Assert.Equal(0, _sources[2].Requests);
        await StepAsync(box, 1, "news.demo");
        Assert.DoesNotContain("is asked to show session", box.Agent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_standby_whose_source_ended_is_opened_anew()
    {
        await using var box = await StartAsync(tuners: null);
        await box.WatchAsync("garden.demo");
        await StepAsync(box, 1, "harbour.demo");
        await Eventually.TrueAsync(() => _sources[2].Requests == 1, "the standby");
        _sources[2].Close();
        await StepAsync(box, 1, "news.demo");
        Assert.Equal(2, _sources[2].Requests);
    }

    [Fact]
    public async Task The_command_line_steps_too()
    {
        await using var box = await StartAsync(tuners: null);
        await box.WatchAsync("garden.demo");
        var (code, output) = await box.RunAgentAsync("channel", "down");
        Assert.True(code == 0, output);
        await box.Screen.WaitForChannelAsync("news.demo");
        Assert.Equal(0, (await box.RunAgentAsync("live")).ExitCode);
        await box.Screen.WaitForMovingClockAsync("news.demo");
        Assert.Equal(1, (await box.RunAgentAsync("seek", "5")).ExitCode);
    }

    private Task<LoneBox> StartAsync(int? tuners) => LoneBox.StartAsync([.. _channels.Zip(_sources, (channel, source) => (channel, source.Address))], tuners);

    private static async Task StepAsync(LoneBox box, int step, string shows)
    {
        var report = await box.DoAsync(new ChannelStepVerb(step));
        Assert.True(report.Progress == Progress.Done, $"{report.Progress} {report.Failure}: {report.Detail}");
        TestContext.Current.TestOutputHelper!.WriteLine($"{shows} after {report.FirstPictureMs} ms.");
        await box.Screen.WaitForChannelAsync(shows);
    }
}
