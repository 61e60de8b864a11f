using SeeIt.Bench.Processes;
using SeeIt.Bench.Report;
using SeeIt.Bench.Screen;
using SeeIt.Contracts.Api;
using SeeIt.TestKit;

namespace SeeIt.Bench.Benchmarks;

/// <summary>A paired box is unpaired from the phone, and reset on its command line: how long until its TV shows how to pair it again.</summary>
internal sealed class Unpair : IBenchmark
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    public string Name => "unpair";

    public string What => "a TV that is unpaired from the phone, and one whose box is reset, until the pairing screen is on";

    public bool OnlyByName => true;

    public async IAsyncEnumerable<Table> RunAsync(TimeProvider time)
    {
        await using var home = await Home.BuildAsync(traced: false, time);
        using var screen = new PairingScreenWatch(home.Screen, time);
        await using var agent = home.StartAgent();
        await agent.ConnectedAsync();
        var tvId = home.TvId;
        var unpaired = new Measure("the phone asks to unpair -> the pairing screen", "ms", 2_000, BarIsForP95: true);
        var reset = new Measure("seeit-agent reset begins -> the pairing screen", "ms", 2_000, BarIsForP95: true);
        for (var run = Choice.Runs(20); run > 0; run--)
        {
            unpaired.Add(await UntilPairingAsync(() => home.Phone.UnpairAsync(tvId)));
            tvId = await PairAgainAsync();
            reset.Add(await UntilPairingAsync(ResetAsync));
            tvId = await PairAgainAsync();
        }

        yield return new Table(Name, [unpaired, reset]);

        async Task<TimeSpan> UntilPairingAsync(Func<Task> act)
        {
            await screen.WaitAsync(isOn: false);
            await Task.Delay(Between, time);
            var began = time.GetTimestamp();
            var acting = act();
            var shown = await screen.WaitAsync(isOn: true);
            await acting;
            return time.GetElapsedTime(began, shown);
        }

        async Task<string> PairAgainAsync()
        {
            var paired = await home.Phone.PairAsync(await agent.PairingAsync());
            await home.Phone.TvAsync(TvChange.Online);
            return paired;
        }

        async Task ResetAsync()
        {
            var (code, output) = await TestProcess.RunAsync(Repository.Agent, ["reset", "--state", home.State, "--hub", home.Hub.Address.AbsoluteUri]);
            if (code != 0)
            {
                throw new InvalidOperationException($"seeit-agent reset ended with {code}: {output}");
            }
        }
    }
}
