using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>
/// Sources that are decoded before anyone asks for them: the likeliest candidates while a phone looks at them, the next
/// channel while someone zaps. What is watched or recorded always wins: a standby gives its tuner up, and all give way when
/// what is watched suffers. Thread-safe.
/// </summary>
public sealed partial class Standbys(
    MediaOpener opener, IPlayer player, SourceMemory memory, AvailableMemory available, AgentSettings settings, TimeProvider time, ILogger<Standbys> log)
    : IAsyncDisposable
{
    /// <summary>How long a standby that nobody asks for is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    /// <summary>How long none is opened after what is watched has suffered.</summary>
    public static readonly TimeSpan Strained = TimeSpan.FromMinutes(1);

    /// <summary>Decoding a 1080i channel takes some 60 MB, and what the relay keeps of it 16.</summary>
    private const long MemoryTaken = 80L * 1024 * 1024;

    /// <summary>The rest is for the box.</summary>
    private const long MemoryEach = 160L * 1024 * 1024;

    private readonly Lock _lock = new();
    private readonly List<Standby> _standbys = [];
    private long? _strainedSince;

    /// <summary>Keeps ready just these, the first ones first, as far as there is room; others are released. Returns at once.</summary>
    /// <param name="wanted">One source each of what may be asked for.</param>
    public void Prepare(IReadOnlyList<ChannelSource> wanted)
    {
        lock (_lock)
        {
            List<ChannelSource> chosen = [.. wanted.Where(IsFitting).Take(Room_NeedsLock())];
            foreach (var standby in _standbys.Where(standby => !chosen.Exists(source => IsSame(source, standby.Source))).ToList())
            {
                Release_NeedsLock(standby);
            }

            foreach (var source in chosen)
            {
                if (_standbys.Find(standby => IsSame(source, standby.Source)) is { } kept)
                {
                    kept.Expiry.Change(Kept, Timeout.InfiniteTimeSpan);
                }
                else
                {
                    Add_NeedsLock(source);
                }
            }
        }
    }

    /// <summary>Releases them all: the sheet was closed, or something was chosen.</summary>
    public void Clear() => Prepare([]);

    /// <summary>
    /// What is watched comes late, or not at all: the line or the box has nothing to spare, whatever tuners and memory say.
    /// Releases them all, and opens none for a while.
    /// </summary>
    public void GiveWay()
    {
        lock (_lock)
        {
            _strainedSince = time.GetTimestamp();
        }

        Clear();
    }

    /// <summary>The standby of a source, the caller's from now on; null when there is none that plays.</summary>
    public PlayingMedia? Take(ChannelSource source)
    {
        lock (_lock)
        {
            if (_standbys.Find(standby => IsSame(source, standby.Source)) is not { Media: { } media } found)
            {
                return null;
            }

            found.Media = null;
            Release_NeedsLock(found);
            return media;
        }
    }

    public bool IsReady(ChannelSource source)
    {
        lock (_lock)
        {
            return _standbys.Exists(standby => standby.Media is not null && IsSame(source, standby.Source));
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] ending;
        lock (_lock)
        {
            ending = [.. _standbys.Select(standby => standby.Opening)];
            _standbys.ToList().ForEach(Release_NeedsLock);
        }

        await Task.WhenAll(ending);
    }

    private static bool IsSame(ChannelSource one, ChannelSource other) => one.Key == other.Key;

    /// <summary>
    /// An adapter of this machine is LibVLC's: it could not be taken back in time for what is watched. What has ended the
    /// player would end what is watched with it.
    /// </summary>
    private bool IsFitting(ChannelSource source) => !source.Relay.IsAdapter && !memory.HasEndedPlayer(source) && !(settings.Player.Metered && !source.IsLocal);

    /// <summary>What those take that are there could be given to others.</summary>
    private int Room_NeedsLock() => _strainedSince is { } since && time.GetElapsedTime(since) < Strained
        ? 0
        : (int)Math.Min(settings.Player.Standbys, (available.Bytes() + (_standbys.Count * MemoryTaken)) / MemoryEach);

    private void Add_NeedsLock(ChannelSource source)
    {
        var standby = new Standby(source);
        standby.Expiry = time.CreateTimer(_ => Expire(standby), null, Kept, Timeout.InfiniteTimeSpan);
        standby.Opening = OpenAsync(standby);
        _standbys.Add(standby);
    }

    private void Expire(Standby standby)
    {
        lock (_lock)
        {
            Release_NeedsLock(standby);
        }
    }

    private void Release_NeedsLock(Standby standby)
    {
        if (_standbys.Remove(standby))
        {
            standby.Expiry.Dispose();
            _ = standby.Released.CancelAsync();
        }
    }

    /// <summary>A standby's whole life, until it is released or taken.</summary>
    private async Task OpenAsync(Standby standby)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var released = standby.Released.Token;
        try
        {
            var opening = await opener.OpenAsync(standby.Source, SourceUse.Standby, startMs: 0, inSoftware: false, released);
            if (opening.Media is not { } media)
            {
                NotPrepared(standby.Source.Name, opening.Failure!.Detail);
                Expire(standby);
                return;
            }

            Prepared(standby.Source.Name);
            standby.Media = media;
            using var gone = CancellationTokenSource.CreateLinkedTokenSource(released, media.Evicted);
            await WaitForEndAsync(media, gone.Token);
            if (!released.IsCancellationRequested && media.Session is { Gone.IsCompleted: true, IsBlamed: true })
            {
                memory.EndedPlayer(standby.Source);
            }
        }
        catch (PlayerException exception) when (exception.IsBlamed)
        {
            memory.EndedPlayer(standby.Source);
        }
        catch (Exception exception) when (exception is OperationCanceledException or PlayerException)
        {
            // Released while it was opened, or the player is gone: there is nothing to keep ready.
        }

        await EndAsync(standby);
    }

    /// <summary>Returns when the standby is released or taken, or its source or the player has ended. The events are left to who shows it.</summary>
    private static async Task WaitForEndAsync(PlayingMedia media, CancellationToken gone) =>
        await ((Task)Task.WhenAny(media.Session.Gone, media.SourceEnded)).WaitAsync(gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task EndAsync(Standby standby)
    {
        PlayingMedia? media;
        lock (_lock)
        {
            Release_NeedsLock(standby);
            (media, standby.Media) = (standby.Media, null);
        }

        if (media is null)
        {
            return;
        }

        await media.DisposeAsync();
        try
        {
            await player.StopAsync(media.Session, CancellationToken.None);
        }
        catch (PlayerException)
        {
            // It ended by itself, or the player did.
        }
    }

    [LoggerMessage(121, LogLevel.Debug, "{Source} is ready.")]
    private partial void Prepared(string source);

    [LoggerMessage(122, LogLevel.Debug, "{Source} is not kept ready: {Reason}")]
    private partial void NotPrepared(string source, string reason);

    /// <param name="source">What it plays.</param>
    private sealed class Standby(ChannelSource source)
    {
        public ChannelSource Source => source;

        public CancellationTokenSource Released { get; } = new();

        public ITimer Expiry { get; set; } = null!;

        public Task Opening { get; set; } = Task.CompletedTask;

        /// <summary>Null until it plays, and once it was taken.</summary>
        public PlayingMedia? Media { get; set; }
    }
}
