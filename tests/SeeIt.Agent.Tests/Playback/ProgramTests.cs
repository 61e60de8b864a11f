using SeeIt.Agent.Playback;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Tests.Support;
using SeeIt.Contracts.Player;
using SeeIt.Guide.Lineup;

namespace SeeIt.Agent.Tests.Playback;

/// <summary>Channels of one multiplex: the lineup says which program each of them is, and the player is asked for it.</summary>
public sealed class ProgramTests : IAsyncLifetime
{
    private readonly List<MediaInput> _asked = [];
    private RelayedSources _sources = null!;
    private Standbys _standbys = null!;

    public async ValueTask InitializeAsync()
    {
        _sources = await RelayedSources.StartAsync(TimeProvider.System);
        _standbys = _sources.MakeStandbys(TestSettings.Make());
        _sources.Player.Plays = (request, session) =>
        {
            _asked.Add(request.Input);
            session.Happened(new FirstPictureEvent(session.Id, 1));
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _standbys.DisposeAsync();
        await _sources.DisposeAsync();
    }

    [Theory]
    [InlineData("dvb-t:///frequency=474000000:bandwidth=8", "4097", 4_097)]
    [InlineData("dvb-t:///frequency=474000000:program=4", null, 4)]
    [InlineData("dvb-t:///frequency=474000000:program=4", "5", 5)]
    [InlineData("dvb-t:///frequency=474000000", null, null)]
    [InlineData("dvb-t:///frequency=474000000", "the first", null)]
    public async Task An_adapter_is_asked_for_the_program_of_its_channel(string address, string? option, int? program)
    {
        await ShowAsync(Source(new Uri(address), option));
        Assert.Equal([new TunerInput(address.Replace(":///", "://", StringComparison.Ordinal), program)], _asked);
    }

    [Fact]
    public async Task Two_programs_of_one_stream_are_two_sources()
    {
        await ShowAsync(Source(_sources.Sources[0].Address, "1"));
        await ShowAsync(Source(_sources.Sources[0].Address, "2"));
        await ShowAsync(Source(_sources.Sources[0].Address, null));
        Assert.Equal([1, 2, null], _asked.Cast<StreamInput>().Select(input => input.Program));
        Assert.Equal(3, _sources.Sources[0].Requests);
    }

    private static ChannelSource Source(Uri address, string? option)
    {
        Dictionary<string, string> options = option is null ? [] : new() { ["program"] = option };
        var source = new Source(address, new Dictionary<string, string>(), options, "lineup.m3u");
        return Assert.Single(ChannelSource.Of(
            new Channel("garden", "Garden TV", null, [], null, null, TimeSpan.Zero, false, null, [source]), new Dictionary<string, int>()));
    }

    private async Task ShowAsync(ChannelSource source)
    {
        var result = await _sources.MakeTuner(_standbys).TuneAsync(source, Tuner.Limit, startMs: 0, TestContext.Current.CancellationToken);
        await Assert.IsType<TuneResult.Tuned>(result).Playback.DisposeAsync();
    }
}
