using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Diagnosis;
using SeeIt.Agent.Diagnosis.Checks;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Tests.Support;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.Diagnosis;

/// <summary>Faults that are planted on a machine of files.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Machine _machine;

    public CheckTests() => _machine = new Machine(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_machine_without_anything_is_told_so()
    {
        var patient = Patient(TestSettings.Make(player => player with { Socket = "/run/player.sock" }));
        Assert.Equal(Verdict.Problem, Worst(await new PlayerCheck(patient).RunAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(Verdict.Problem, Worst(await new LibVlcCheck(_machine).RunAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(Verdict.Problem, Worst(await new VideoCheck(patient).RunAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(Verdict.Warning, Worst(await new AudioCheck(_machine).RunAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(Verdict.Warning, Worst(await new CecCheck(_machine).RunAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(Verdict.Ok, Worst(await new TunerCheck(patient).RunAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(Verdict.Problem, Worst(await new ServiceCheck(patient).RunAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task What_is_there_is_well()
    {
        Write("/proc/net/unix", "Num RefCount\n0000: 00000002 00000000 00010000 0001 01 42 /run/player.sock\n");
        Write("/proc/asound/cards", " 0 [PCH            ]: HDA-Intel - HDA Intel PCH\n                      HDA Intel PCH\n");
        Write("/dev/cec0", "");
        Write("/tmp/.X11-unix/X0", "");
        Write("/sys/class/drm/card0-HDMI-A-1/status", "connected\n");
        var patient = Patient(TestSettings.Make(player => player with { Socket = "/run/player.sock" }));
        Assert.Equal(Verdict.Unknown, Worst(await new PlayerCheck(patient).RunAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("Sound cards: HDA-Intel - HDA Intel PCH.", Assert.Single(await new AudioCheck(_machine).RunAsync(TestContext.Current.CancellationToken)).Text);
        Assert.Equal(Verdict.Ok, Worst(await new CecCheck(_machine).RunAsync(TestContext.Current.CancellationToken)));
        Assert.Equal(Verdict.Ok, Worst(await new VideoCheck(patient).RunAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_TV_that_is_not_plugged_in_is_a_warning()
    {
        Write("/tmp/.X11-unix/X0", "");
        Write("/sys/class/drm/card0-HDMI-A-1/status", "disconnected\n");
        var found = await new VideoCheck(Patient(TestSettings.Make(player => player with { Socket = "/s" }))).RunAsync(TestContext.Current.CancellationToken);
        Assert.Contains(found, finding => finding is { Verdict: Verdict.Warning, Text: "Nothing is connected to HDMI-A-1." });
    }

    [Fact]
    public async Task A_state_folder_that_is_not_there_is_a_problem_and_one_that_is_is_left_as_it_was()
    {
        var settings = TestSettings.Make() with { StateFolder = _folder.File("state") };
        Assert.Equal(Verdict.Problem, Worst(await new DiskCheck(settings).RunAsync(TestContext.Current.CancellationToken)));
        Directory.CreateDirectory(settings.StateFolder);
        Assert.Equal(Verdict.Ok, (await new DiskCheck(settings).RunAsync(TestContext.Current.CancellationToken))[0].Verdict);
        Assert.Empty(Directory.EnumerateFileSystemEntries(settings.StateFolder));
    }

    [Fact]
    public async Task A_hub_that_is_not_there_is_a_problem()
    {
        var settings = TestSettings.Make() with { Hub = new Uri($"http://127.0.0.1:{FreePort.Next()}") };
        Assert.Equal(Verdict.Problem, Worst(await new HubCheck(settings, TimeProvider.System).RunAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_clock_that_cannot_be_right_is_a_problem() =>
        Assert.Equal(Verdict.Problem, Worst(await new ClockCheck(new FakeTimeProvider(new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero))).RunAsync(TestContext.Current.CancellationToken)));

    [Fact]
    public async Task A_check_that_hangs_or_breaks_is_a_finding_and_holds_up_no_other()
    {
        var report = await Doctor.RunAsync(
            [new Made("hangs", async () => await Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken)), new Made("breaks", () => throw new IOException("broken")), new Made("works", () => Task.CompletedTask)],
            TimeProvider.System,
            TestContext.Current.CancellationToken,
            TimeSpan.FromMilliseconds(200));
        Assert.Equal([Verdict.Warning, Verdict.Unknown, Verdict.Ok], report.Findings.Select(finding => finding.Verdict));
        Assert.True(report.Healthy);
    }

    private static Verdict Worst(IReadOnlyList<Finding> findings) => findings.Max(finding => finding.Verdict);

    private Patient Patient(AgentSettings settings) => new(settings, [], _machine, TimeProvider.System, null, null);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_machine.At(path))!);
        File.WriteAllText(_machine.At(path), text);
    }

    private sealed class Made(string name, Func<Task> work) : Check(name)
    {
        public override async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop)
        {
            await work();
            return [Ok("Done.")];
        }
    }
}
