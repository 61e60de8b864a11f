using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Contracts;
using SeeIt.Contracts.Player;
using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>What came of opening a source: exactly one of the two.</summary>
/// <param name="Media">The player was asked to play it. Whoever gets it disposes it.</param>
/// <param name="Failure">It was not opened. Nothing is left open.</param>
public readonly record struct MediaOpening(PlayingMedia? Media, Failure? Failure);

/// <summary>Source → relay → player, up to the player's having begun.</summary>
public sealed class MediaOpener(SharedSources sources, ForwardProxy proxy, IPlayer player, SourceMemory memory, DecoderMemory decoders, AgentSettings settings, TimeProvider time)
{
    private long _lastStream;

    /// <param name="source">What to open.</param>
    /// <param name="use">Standby opens it beside what is on, unseen; viewing in its place.</param>
    /// <param name="startMs">Where to begin, where the media can seek.</param>
    /// <param name="inSoftware">Hardware is not asked to decode, whatever is remembered.</param>
    /// <param name="cancellation">Nothing stays open then.</param>
    /// <exception cref="PlayerException">The player is gone or refuses.</exception>
    public async Task<MediaOpening> OpenAsync(ChannelSource source, SourceUse use, long startMs, bool inSoftware, CancellationToken cancellation)
    {
        try
        {
            return await sources.OpenAsync(Permitted(source, use), use, cancellation) switch
            {
                HeldOpening held => new(await PlayAsync(source, held, startMs, inSoftware, cancellation), null),
                FailedOpening failed => new(null, Failures.From(failed.Failure)),
                _ => throw new InvalidOperationException("It is held or has failed."),
            };
        }
        catch (IOException exception)
        {
            // A recording that can be opened, and not be read.
            return new(null, new(FailureKind.SourceUnreachable, $"{source.Name}: {exception.Message}"));
        }
    }

    private async Task<PlayingMedia> PlayAsync(ChannelSource source, HeldOpening held, long startMs, bool inSoftware, CancellationToken cancellation)
    {
        try
        {
            return held.What switch
            {
                LiveOpening => await PlayStreamAsync(
                    source,
                    held.Hold,
                    isStored: false,
                    held.Hold.Stream.Codec,
                    inSoftware,
                    (session, viewer) => new PlayingMedia(source, session, held.Hold, viewer, memory.Reserve(source), time),
                    cancellation),
                RecordedOpening recorded => await PlayRecordingAsync(source, held.Hold, recorded.Show, startMs, inSoftware, cancellation),
                ProxiedOpening proxied => await PlayThroughProxyAsync(source, held.Hold, proxied.Format, startMs, inSoftware, cancellation),
                DirectOpening direct => await PlayAdapterAsync(source, held.Hold, direct.Mrl, inSoftware, cancellation),
                _ => throw new InvalidOperationException("There are four kinds of openings that are held."),
            };
        }
        catch
        {
            await held.Hold.DisposeAsync();
            throw;
        }
    }

    /// <summary>From the key frame at that time on, or before it.</summary>
    private async Task<PlayingMedia> PlayRecordingAsync(ChannelSource source, SourceHold hold, RecordedShow show, long startMs, bool inSoftware, CancellationToken cancellation)
    {
        var (place, length) = await show.FindAsync(TimeSpan.FromMilliseconds(startMs), cancellation);
        return await PlayStreamAsync(
            source, hold, isStored: true, VideoCodec.Unknown, inSoftware, (session, viewer) => new PlayingMedia(source, session, hold, viewer, show, place, length, time), cancellation);
    }

    /// <summary>MPEG-TS: the relay writes it on a connection of its own to the player.</summary>
    private async Task<PlayingMedia> PlayStreamAsync(
        ChannelSource source, SourceHold hold, bool isStored, VideoCodec codec, bool inSoftware, Func<PlayerSession, Stream, PlayingMedia> feed, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _lastStream);

        // Both at once: the player lets connection and request meet in either order.
        var connecting = player.ConnectMediaAsync(id, cancellation);
        try
        {
            var session = await player.OpenAsync(Request(new StreamInput(id, source.Relay.Program, isStored), hold.Use, source, codec, inSoftware), cancellation);
            return feed(session, await connecting);
        }
        catch
        {
            await DisposeWhenThereAsync(connecting);
            throw;
        }
    }

    /// <summary>HLS, DASH, MP4: LibVLC fetches it, through the relay's proxy and as long as the permit lasts.</summary>
    private async Task<PlayingMedia> PlayThroughProxyAsync(
        ChannelSource source, SourceHold hold, ProxiedFormat format, long startMs, bool inSoftware, CancellationToken cancellation)
    {
        var isSegmented = format != ProxiedFormat.Mp4;
        var permit = proxy.Permit(Permitted(source, hold.Use));
        try
        {
            var input = new ProxyInput(permit.Address, proxy.Address.AbsoluteUri);
            var request = Request(input, hold.Use, source, VideoCodec.Unknown, inSoftware) with
            {
                StartMs = startMs,
                LiveDelayMs = isSegmented ? (int?)memory.LiveDelay(source)?.TotalMilliseconds : null,
            };
            return new PlayingMedia(source, await player.OpenAsync(request, cancellation), hold, permit, startMs, time) { IsSegmented = isSegmented };
        }
        catch
        {
            permit.Dispose();
            throw;
        }
    }

    private async Task<PlayingMedia> PlayAdapterAsync(ChannelSource source, SourceHold hold, string mrl, bool inSoftware, CancellationToken cancellation)
    {
        var session = await player.OpenAsync(Request(new TunerInput(mrl, source.Relay.Program), hold.Use, source, VideoCodec.Unknown, inSoftware), cancellation);
        return new PlayingMedia(source, session, hold, permit: null, startMs: 0, time);
    }

    /// <summary>On a metered line a standby may not cost anything: its server may be on the LAN, and what that leads to elsewhere.</summary>
    private RelaySource Permitted(ChannelSource source, SourceUse use) =>
        source.Relay with { StaysLocal = settings.Player.Metered && use == SourceUse.Standby };

    /// <summary>The player host numbers the session.</summary>
    private OpenRequest Request(MediaInput input, SourceUse use, ChannelSource source, VideoCodec codec, bool inSoftware) => new(
        0,
        input,
        settings.Player.CachingMs + (int)memory.Reserve(source).TotalMilliseconds,
        Standby: use == SourceUse.Standby,
        InSoftware: inSoftware || decoders.IsForSoftware(source, codec));

    private static async Task DisposeWhenThereAsync(Task<Stream> connecting)
    {
        try
        {
            await (await connecting).DisposeAsync();
        }
        catch (Exception exception) when (exception is PlayerException or OperationCanceledException)
        {
        }
    }
}
