using Microsoft.Extensions.Logging.Abstractions;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Sources;
using SeeIt.Relay;

namespace SeeIt.Agent.Tests.Support;

/// <summary>What a player plays that nobody feeds.</summary>
internal static class AerialMedia
{
    public const string Source = "the aerial";

    /// <param name="session">The player's.</param>
    /// <param name="named">What it is said to be; null for the aerial.</param>
    /// <param name="clock">By which it is watched; null for the system's.</param>
    public static async Task<PlayingMedia> OpenAsync(PlayerSession session, ChannelSource? named = null, TimeProvider? clock = null)
    {
        var (options, time) = (new RelayOptions(), clock ?? TimeProvider.System);
        var source = new ChannelSource(Source, new RelaySource(new Uri("dvb-t:///frequency=1"), [], SourceTrust.Lineup));
        var sources = new SharedSources(new LiveRelay(options, time, NullLogger<LiveRelay>.Instance), options, time);
        var held = Assert.IsType<HeldOpening>(await sources.OpenAsync(source.Relay, SourceUse.Viewing, TestContext.Current.CancellationToken));
        return new PlayingMedia(named ?? source, session, held.Hold, permit: null, startMs: 0, time);
    }
}
