using System.Collections.Concurrent;
using SeeIt.Agent.Playback;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.Support;

/// <summary>Shows nothing, and keeps what it was asked for.</summary>
internal sealed class IdlePlayer : IPlayer
{
    private readonly ConcurrentQueue<PlayerRequest> _requests = new();
    private long _sessions;

    public int Restarts => 0;

    public PlaybackPreferences Preferences { get; init; } = new();

    public PlayerSession? On => null;

    /// <summary>Without those to open: <see cref="Opened"/> counts them.</summary>
    public IReadOnlyList<PlayerRequest> Requests => [.. _requests];

    public long Opened => Volatile.Read(ref _sessions);

    public IReadOnlyList<long> Stopped => [.. _requests.OfType<StopRequest>().Select(stop => stop.Session)];

    /// <summary>Set: so ends everything.</summary>
    public PlayerException? Fails { get; set; }

    /// <summary>What happens once something was opened.</summary>
    public Action<OpenRequest, PlayerSession>? Plays { get; set; }

    public Task<PlayerSession> OpenAsync(OpenRequest request, CancellationToken cancellation)
    {
        var session = new PlayerSession(Interlocked.Increment(ref _sessions));
        if (Fails is { } failure)
        {
            return Task.FromException<PlayerSession>(failure);
        }

        Plays?.Invoke(request, session);
        return Task.FromResult(session);
    }

    /// <summary>Where it is fed to.</summary>
    public Stream Fed { get; set; } = Stream.Null;

    public Task<Stream> ConnectMediaAsync(long streamId, CancellationToken cancellation) => Task.FromResult(Fed);

    public Task StopAsync(PlayerSession session, CancellationToken cancellation) => ActAsync(new StopRequest(session.Id), cancellation);

    public Task ShowAsync(PlayerSession session, CancellationToken cancellation) => ActAsync(new ShowRequest(session.Id), cancellation);

    public Task SetPausedAsync(PlayerSession session, bool paused, CancellationToken cancellation) =>
        ActAsync(new SetPausedRequest(session.Id, paused), cancellation);

    public Task ActAsync(PlayerRequest request, CancellationToken cancellation)
    {
        _requests.Enqueue(request);
        return Fails is { } failure ? Task.FromException(failure) : Task.CompletedTask;
    }

    public Task<byte[]> SnapshotAsync(PlayerSession session, int width, CancellationToken cancellation) => Task.FromResult<byte[]>([]);

    public Task SetVolumeAsync(int percent, TimeSpan fade, CancellationToken cancellation) =>
        ActAsync(new SetVolumeRequest(percent, (int)fade.TotalMilliseconds), cancellation);

    public Task SetMutedAsync(bool muted, CancellationToken cancellation) => ActAsync(new SetMutedRequest(muted), cancellation);

    public Task ShowScreenAsync(Screen screen, CancellationToken cancellation) => ActAsync(new ShowScreenRequest(screen), cancellation);
}
