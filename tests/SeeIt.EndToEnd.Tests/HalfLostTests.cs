using SeeIt.Contracts.Hub;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Live streams that lose their picture or their sound, and go on with the other.</summary>
public sealed class HalfLostTests(HalfLostTests.Setting setting) : IClassFixture<HalfLostTests.Setting>
{
    private readonly LoneBox _box = setting.Box;
    private readonly FaultySource _source = setting.Source;

    /// <summary>The channel may mean it.</summary>
    [Fact]
    public async Task A_picture_that_goes_black_is_said_and_left_alone()
    {
        await setting.WatchAsync(setting.BlackInBetween);
        var asked = _source.Requests;

        await PlaysUntilAsync(PictureHealth.Black);
        Assert.Null(await _box.Screen.ReadSourceTimeAsync());
        Assert.False(await _box.Screen.ShowsTroubleAsync());
        await PlaysUntilAsync(PictureHealth.Flowing);
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal(asked, _source.Requests);
    }

    [Fact]
    public async Task A_sound_that_ends_is_said_and_left_alone()
    {
        await setting.WatchAsync(setting.Plain);
        var asked = _source.Requests;

        _source.Fault = SourceFault.NoSound;
        await PlaysUntilAsync(PictureHealth.Silent);
        await StaysAsync(PictureHealth.Silent, TimeSpan.FromSeconds(6));
        await _box.Screen.WaitForMovingClockAsync("garden.demo");

        _source.Fault = SourceFault.None;
        await PlaysUntilAsync(PictureHealth.Flowing);
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
        Assert.Equal(asked, _source.Requests);
    }

    [Fact]
    public async Task A_picture_that_ends_under_its_sound_is_said_and_the_source_opened_again_until_it_is_back()
    {
        await setting.WatchAsync(setting.Plain);
        var asked = _source.Requests;
        var time = TimeProvider.System;
        var began = time.GetTimestamp();

        _source.Fault = SourceFault.NoPicture;
        await _box.WaitForStatusAsync(
            status => status is { State: TvState.Buffering, Media.Health: PictureHealth.NoPicture }, "that there is no picture");
        var noticed = time.GetElapsedTime(began);
        TestContext.Current.TestOutputHelper!.WriteLine($"Noticed after {noticed.TotalSeconds:0.00} s.");
        Assert.InRange(noticed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(8));
        await Eventually.TrueAsync(() => _source.Requests > asked, "the source is asked again");

        _source.Fault = SourceFault.None;
        await _box.Screen.WaitForMovingClockAsync("garden.demo");
        await _box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media.Health: PictureHealth.Flowing }, "that it is back");
    }

    /// <summary>It plays all the time until then.</summary>
    private Task<TvStatus> PlaysUntilAsync(PictureHealth health) => _box.WaitForStatusAsync(
        status =>
        {
            Assert.Equal(TvState.Playing, status.State);
            return status.Media?.Health == health;
        },
        $"{health}");

    private async Task StaysAsync(PictureHealth health, TimeSpan span)
    {
        var time = TimeProvider.System;
        var began = time.GetTimestamp();
        await _box.WaitForStatusAsync(
            status =>
            {
                Assert.Equal((TvState.Playing, health), (status.State, status.Media?.Health));
                return time.GetElapsedTime(began) >= span;
            },
            "the time is over");
    }

    public sealed class Setting : IAsyncLifetime
    {
        private readonly FaultClips _clips = new();

        public LoneBox Box { get; private set; } = null!;

        public FaultySource Source { get; private set; } = null!;

        public TsClip Plain { get; private set; } = null!;

        public TsClip BlackInBetween { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            (Plain, BlackInBetween) = (await FaultClips.PlainAsync("garden.demo"), await _clips.BlackInBetweenAsync("garden.demo"));
            Source = new FaultySource(Plain);
            Box = await LoneBox.StartAsync([("one", Source.Address)]);
        }

        /// <summary>The source is well, and watched from the clip's beginning.</summary>
        public async Task WatchAsync(TsClip clip)
        {
            // What was watched before is kept open for a moment, and would be joined.
            await Box.DoAsync(new StopVerb());
            (Source.Fault, Source.Clip) = (SourceFault.None, clip);
            Source.Close();
            await Box.WatchAsync("one");
            await Box.Screen.WaitForMovingClockAsync("garden.demo");
            await Box.WaitForStatusAsync(status => status is { State: TvState.Playing, Media.Health: PictureHealth.Flowing }, "that it flows");
        }

        public async ValueTask DisposeAsync()
        {
            await Box.DisposeAsync();
            await Source.DisposeAsync();
            _clips.Dispose();
        }
    }
}
