using System.Globalization;

namespace SeeIt.EndToEnd.Tests.Faults;

/// <summary>
/// A minute of taps, faults and restarts. FAULT_SEED repeats a run that failed, as far as processes let themselves be repeated;
/// FAULT_SECONDS makes it longer (<c>tests/bench/run.sh faults</c>).
/// </summary>
public sealed class RandomFaultTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_command_has_one_outcome_and_nothing_is_lost_whatever_happens_to_link_hub_agent_and_player()
    {
        var seed = Number("FAULT_SEED", Random.Shared.Next());
        var length = TimeSpan.FromSeconds(Number("FAULT_SECONDS", 60));
        Console.WriteLine($"faults: seed {seed}, {length.TotalSeconds} s");
        var (home, phone) = await Home.StartPairedAsync(new HomeOptions { HasFaultyLink = true });
        await using var _ = home;
        using var __ = phone;
        await home.WaitForGuideAsync();

        var run = new RandomRun(home, phone, seed, length);
        var history = await run.RunAsync();
        Console.WriteLine($"faults: {run.Summary}; {history.HubViewings.Count} viewings");
        var breaches = HistoryChecker.Breaches(history);
        Assert.True(breaches.Count == 0, $"Seed {seed}:\n{string.Join('\n', breaches)}");
        Assert.NotEmpty(history.HubViewings);
        output.WriteLine(run.Summary);
    }

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
