using SeeIt.Contracts;
using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Sources that fall silent, end or go on otherwise under a picture.</summary>
public sealed class LostPictureTests(LostPictureTests.Setting setting) : IClassFixture<LostPictureTests.Setting>
{
    private readonly LoneBox _box = setting.Box;
    private readonly FaultySource _one = setting.One;
    private readonly FaultySource _two = setting.Two;

    [Fact]
    public async Task A_source_that_falls_silent_is_replaced_by_the_next()
    {
        await setting.WatchAsync("both", "garden.demo");
        var time = TimeProvider.System;
        var asked = _one.Requests;
        var began = time.GetTimestamp();
        _one.Fault = SourceFault.Silent;

        var frozen = await _box.WaitForStatusAsync(status => status.Media?.Health == PictureHealth.Frozen, "frozen");
        var noticed = time.GetElapsedTime(began);
        Assert.Contains("both at", frozen.Media!.Source, StringComparison.Ordinal);
        await _box.Screen.WaitForMovingClockAsync("harbour.demo");
        var replaced = time.GetElapsedTime(began);

        TestContext.Current.TestOutputHelper!.WriteLine($"Noticed after {noticed.TotalSeconds:0.0} s, replaced after {replaced.TotalSeconds:0.0} s.");
        Assert.Equal(asked + 1, _one.Requests);
        Assert.InRange(replaced, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        var status = await _box.StatusAsync();
        Assert.Equal((TvState.Playing, PictureHealth.Flowing), (status.State, status.Media!.Health));
        Assert.Contains($"{_two.Address.Port}", status.Media.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_only_source_that_falls_silent_is_said_and_tried_until_it_is_back()
    {
        await setting.WatchAsync("one", "garden.demo");
        _one.Fault = SourceFault.Silent;

        var error = await _box.WaitForStatusAsync(status => status.State == TvState.Error, "the error");
        Assert.Equal((FailureKind.NoDataTimeout, PictureHealth.Lost), (error.Failure, error.Media!.Health));
        Assert.False(string.IsNullOrWhiteSpace(error.Detail));
        await Eventually.TrueAsync(async () => await _box.Screen.ReadSourceTimeAsync() is null, "the trouble screen");

        _one.Fault = SourceFault.None;
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
        var back = await _box.WaitForStatusAsync(status => status.State == TvState.Playing, "playing");
        Assert.Null(back.Failure);
    }

    public sealed class Setting : IAsyncLifetime
    {
        public LoneBox Box { get; private set; } = null!;

        public FaultySource One { get; private set; } = null!;

        public FaultySource Two { get; private set; } = null!;

        public FaultClips Clips { get; } = new();

        private TsClip Garden { get; set; } = null!;

        private TsClip Harbour { get; set; } = null!;

        public async ValueTask InitializeAsync()
        {
            (Garden, Harbour) = (await FaultClips.PlainAsync("garden.demo"), await FaultClips.PlainAsync("harbour.demo"));
            (One, Two) = (new FaultySource(Garden), new FaultySource(Harbour));
            Box = await LoneBox.StartAsync([("both", One.Address), ("both", Two.Address), ("one", One.Address), ("two", Two.Address)]);
        }

        /// <summary>Everything is well again, and a channel is watched.</summary>
        public async Task WatchAsync(string channel, string shows)
        {
            (One.Fault, One.Clip, Two.Fault, Two.Clip) = (SourceFault.None, Garden, SourceFault.None, Harbour);
            await Box.WatchAsync(channel);
            await Box.Screen.WaitForMovingClockAsync(shows);
        }

        public async ValueTask DisposeAsync()
        {
            await Box.DisposeAsync();
            await One.DisposeAsync();
            await Two.DisposeAsync();
            Clips.Dispose();
        }
    }
}
