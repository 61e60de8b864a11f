using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SeeIt.Agent.Link;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.Player;
using SeeIt.TestKit;

namespace SeeIt.Agent.Tests.SeeIt;

public sealed class PictureKeeperTests : IAsyncLifetime
{
    private readonly Problems _problems = new();
    private readonly PlayerSession _session = new(7);
    private RelayedSources _sources = null!;
    private Standbys _standbys = null!;
    private PictureKeeper _keeper = null!;

    public async ValueTask InitializeAsync()
    {
        var time = TimeProvider.System;
        _sources = await RelayedSources.StartAsync(time);
        _standbys = _sources.MakeStandbys(TestSettings.Make());
        var status = new StatusReporter(new BootId(), _sources.Player, _problems, new LinkOutbox(), time);
        var recovery = new PictureRecovery(
            _sources.MakeTuner(_standbys), _sources.Memory, _sources.Player, status, time, NullLogger<PictureRecovery>.Instance);
        _keeper = new PictureKeeper(recovery, _sources.Memory, _standbys, _sources.Player, status, _problems, NullLogger<PictureKeeper>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _standbys.DisposeAsync();
        await _sources.DisposeAsync();
    }

    [Fact]
    public async Task A_missing_audio_output_is_a_problem_until_it_is_there_again_or_the_show_ends()
    {
        using var show = new RunningShow(new Viewed(Guid.NewGuid(), "garden", "Garden TV", null, null), post: null, [], 0, isAnswered: true);
        var keeping = _keeper.KeepAsync(show, await AerialMedia.OpenAsync(_session));

        await SayAsync(isMissing: true);
        await SayAsync(isMissing: false);
        await SayAsync(isMissing: true);
        show.Cancel(ShowEnd.Stopped);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keeping);
        Assert.Empty(_problems.Current);
    }

    /// <summary>By the system's clock, the standby would be kept for half a minute.</summary>
    [Theory]
    [InlineData(PictureHealth.Late)]
    [InlineData(PictureHealth.Frozen)]
    public async Task Standbys_give_way_when_the_picture_on_is_late_or_frozen(PictureHealth health)
    {
        _standbys.Prepare([_sources.Source(0)]);
        await Eventually.TrueAsync(() => _standbys.IsReady(_sources.Source(0)), "the standby");
        var time = new FakeTimeProvider();
        using var show = new RunningShow(new Viewed(Guid.NewGuid(), "garden", "Garden TV", null, null), post: null, [], 0, isAnswered: true);
        var media = await AerialMedia.OpenAsync(_session, clock: time);
        var keeping = _keeper.KeepAsync(show, media);

        var reports = 0;
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromMilliseconds(500));
                reports += health == PictureHealth.Late ? 1 : 0;
                _session.Happened(new StatisticsEvent(_session.Id, reports * 500, reports, reports * 25, 0, reports * 10, reports * 20, 0));
                return !_standbys.IsReady(_sources.Source(0));
            },
            "the standby is released",
            TimeSpan.FromSeconds(10));

        // And none is opened for a while.
        _standbys.Prepare([_sources.Source(1)]);
        await _standbys.DisposeAsync();
        Assert.Equal(0, _sources.Sources[1].Requests);
        Assert.Equal(health == PictureHealth.Late, _sources.Memory.Reserve(media.Source) > TimeSpan.Zero);
        show.Cancel(ShowEnd.Stopped);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => keeping);
    }

    private async Task SayAsync(bool isMissing)
    {
        _session.Happened(new SoundEvent(_session.Id, isMissing));
        await Eventually.TrueAsync(() => _problems.Current.Any(problem => problem.Contains("audio output", StringComparison.Ordinal)) == isMissing, "it is said");
    }
}
