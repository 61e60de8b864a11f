namespace SeeIt.EndToEnd.Tests;

public sealed class SnapshotTests
{
    [Fact]
    public async Task The_owner_takes_a_picture_of_what_is_on()
    {
        await using var source = new FaultySource(await FaultClips.PlainAsync("garden.demo"));
        await using var box = await LoneBox.StartAsync([("garden", source.Address)]);
        using var folder = new TemporaryFolder();
        var file = folder.File("tv.png");
        var (code, output) = await box.RunAgentAsync("snapshot", file);
        Assert.Equal((1, true), (code, output.Contains("there is no picture: Nothing is on.", StringComparison.Ordinal)));

        await box.WatchAsync("garden");
        await box.Screen.WaitForMovingClockAsync("garden.demo");
        (code, output) = await box.RunAgentAsync("snapshot", file, "--width", "960");
        Assert.True(code == 0, output);
        (_, output) = await TestProcess.RunAsync("zbarimg", ["-q", "--raw", file]);
        Assert.Contains("garden.demo", output, StringComparison.Ordinal);

        (code, output) = await box.RunAgentAsync("snapshot", file, "--width", "0");
        Assert.Equal((1, true), (code, output.Contains("it must be 1 to 3840", StringComparison.Ordinal)));
        (code, output) = await box.RunAgentAsync("snapshot", folder.File("absent/tv.png"));
        Assert.Equal((2, true), (code, output.Contains("cannot be written", StringComparison.Ordinal)));
    }
}
