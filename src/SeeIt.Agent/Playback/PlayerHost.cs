using System.Collections.Concurrent;
using System.Net.Sockets;
using SeeIt.Agent.Settings;
using SeeIt.Contracts.Player;
using SeeIt.Relay;

namespace SeeIt.Agent.Playback;

/// <summary>
/// Begins a life of seeit-player, notices its end, and begins the next with the screen, overlay, volume and mute that it had.
/// What was playing is opened again by whoever watches over it: the session's events end.
/// </summary>
public sealed partial class PlayerHost(AgentSettings settings, ForwardProxy proxy, TimeProvider time, ILogger<PlayerHost> log)
    : BackgroundService, IPlayer, IOverlay
{
    /// <summary>A player that ends so soon after it opened something has most likely ended over that, whatever else it plays.</summary>
    private static readonly TimeSpan _suspicion = TimeSpan.FromSeconds(10);

    private readonly string _socketPath = PlayerLife.SocketOf(settings);
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<long, PlayerSession> _sessions = new();

    // Guarded by _lock. The connection is replaced at each start; whoever calls meanwhile waits for it.
    private TaskCompletionSource<PlayerConnection> _connection = NewConnection();
    private PlayerSession? _on;
    private PlayerSession? _opened;
    private long _openedAt;
    private Kept _kept = new(new IdleScreen(settings.Name), Volume: 100, Muted: false);
    private long _lastSession;

    public int Restarts { get; private set; }

    public PlaybackPreferences Preferences => settings.Player.Preferences;

    public PlayerSession? On
    {
        get
        {
            lock (_lock)
            {
                return _on;
            }
        }
    }

    public async Task<PlayerSession> OpenAsync(OpenRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var connection = await ConnectionAsync(cancellation);
        var session = new PlayerSession(Interlocked.Increment(ref _lastSession));
        _sessions[session.Id] = session;
        Blame(session);
        if (!request.Standby)
        {
            TakesTheTv(session);
        }

        Opening(session.Id);
        try
        {
            await connection.CallAsync(request with { Session = session.Id }, cancellation);
            return session;
        }
        catch (PlayerException exception) when (exception.IsGone)
        {
            _sessions.TryRemove(session.Id, out _);
            throw new PlayerException(exception.Message, exception) { IsGone = true, IsBlamed = session.IsBlamed };
        }
        catch
        {
            // The player may have begun all the same, and nobody else knows the session.
            _sessions.TryRemove(session.Id, out _);
            _ = connection.CallAsync(new StopRequest(session.Id), CancellationToken.None)
                .ContinueWith(stop => stop.Exception, TaskContinuationOptions.OnlyOnFaulted);
            throw;
        }
    }

    public async Task ShowAsync(PlayerSession session, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        Showing(session.Id);

        // As with an opening: who stops what is on while this is under way stops it too.
        TakesTheTv(session);
        await CallAsync(new ShowRequest(session.Id), cancellation);
        Shows(session.Id);
    }

    public async Task<Stream> ConnectMediaAsync(long streamId, CancellationToken cancellation)
    {
        await ConnectionAsync(cancellation);
        try
        {
            return await PlayerConnection.ConnectMediaAsync(_socketPath, streamId, cancellation);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            throw new PlayerException("The player is gone.", exception);
        }
    }

    public Task StopAsync(PlayerSession session, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        _sessions.TryRemove(session.Id, out _);
        lock (_lock)
        {
            _on = _on == session ? null : _on;
        }

        return CallAsync(new StopRequest(session.Id), cancellation);
    }

    public Task ActAsync(PlayerRequest request, CancellationToken cancellation) => CallAsync(request, cancellation);

    public Task SetPausedAsync(PlayerSession session, bool paused, CancellationToken cancellation) =>
        CallAsync(new SetPausedRequest(session.Id, paused), cancellation);

    public async Task<byte[]> SnapshotAsync(PlayerSession session, int width, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        var connection = await ConnectionAsync(cancellation);
        return (await connection.CallAsync(new SnapshotRequest(session.Id, width), cancellation)).Image ?? [];
    }

    public Task SetVolumeAsync(int percent, TimeSpan fade, CancellationToken cancellation) =>
        KeepAsync(kept => kept with { Volume = percent }, Volume(percent, fade), cancellation);

    public Task SetMutedAsync(bool muted, CancellationToken cancellation) =>
        KeepAsync(kept => kept with { Muted = muted }, new SetMutedRequest(muted), cancellation);

    public Task ShowScreenAsync(Screen screen, CancellationToken cancellation) =>
        KeepAsync(kept => kept with { Screen = screen }, new ShowScreenRequest(screen), cancellation);

    public Task ShowOverlayAsync(Overlay overlay, CancellationToken cancellation) =>
        KeepAsync(kept => kept with { Overlay = overlay, OverlayShownAt = time.GetTimestamp() }, new ShowOverlayRequest(overlay), cancellation);

    public Task ClearOverlayAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (Due(_kept) is null)
            {
                return Task.CompletedTask;
            }
        }

        return KeepAsync(kept => kept with { Overlay = null }, new ShowOverlayRequest(null), cancellation);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var backoff = new RestartBackoff(time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is IOException or SocketException or PlayerException
                or InvalidOperationException or System.ComponentModel.Win32Exception or TimeoutException)
            {
                StartFailed(exception.Message);
            }

            await Task.Delay(backoff.NextPause(), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Restarts++;
        }
    }

    private async Task RunOnceAsync(CancellationToken stop)
    {
        await using var life = PlayerLife.Begin(settings, proxy.Address, time, Said);
        var hangs = false;
        try
        {
            await using var connection = await life.ConnectAsync(Dispatch, stop);
            await RestoreAsync(connection, stop);
            Connected(life.Name);
            await connection.Completion.WaitAsync(stop);
            hangs = connection.Hangs;
        }
        finally
        {
            Gone();
            Ended(life.Name, await life.EndAsync(hangs));
        }
    }

    /// <summary>Returns when the player knows all that is kept, and is the one that is called from then on.</summary>
    private async Task RestoreAsync(PlayerConnection connection, CancellationToken stop)
    {
        await connection.CallAsync(new SetPreferencesRequest(Preferences), stop);
        Kept? told = null;
        while (!TakeUp(connection, told, out var kept))
        {
            await connection.CallAsync(Volume(kept.Volume, TimeSpan.Zero), stop);
            await connection.CallAsync(new SetMutedRequest(kept.Muted), stop);
            await connection.CallAsync(new ShowScreenRequest(kept.Screen), stop);
            var overlay = Due(kept);
            if (overlay is not null || told?.Overlay is not null)
            {
                await connection.CallAsync(new ShowOverlayRequest(overlay), stop);
            }

            told = kept;
        }
    }

    /// <summary>The overlay for the rest of its time; null when there is none, or its time is over.</summary>
    private Overlay? Due(Kept kept)
    {
        if (kept.Overlay is not { DurationMs: > 0 } overlay)
        {
            return kept.Overlay;
        }

        var left = overlay.DurationMs - (int)Math.Min(time.GetElapsedTime(kept.OverlayShownAt).TotalMilliseconds, overlay.DurationMs);
        return left > 0 ? overlay with { DurationMs = left } : null;
    }

    /// <summary>False when the player has not been told what is kept now.</summary>
    private bool TakeUp(PlayerConnection connection, Kept? told, out Kept kept)
    {
        lock (_lock)
        {
            kept = _kept;
            if (kept != told)
            {
                return false;
            }

            _connection.SetResult(connection);
            return true;
        }
    }

    /// <summary>A player that is being started, or that has just ended or hangs, gets what is kept later.</summary>
    private async Task KeepAsync(Func<Kept, Kept> change, PlayerRequest request, CancellationToken cancellation)
    {
        Task<PlayerConnection> connection;
        lock (_lock)
        {
            _kept = change(_kept);
            connection = _connection.Task;
        }

        if (connection.IsCompletedSuccessfully)
        {
            try
            {
                await connection.Result.CallAsync(request, cancellation);
            }
            catch (PlayerException exception)
            {
                NotTold(request.GetType().Name, exception.Message);
            }
        }
    }

    /// <summary>The owner's limit is the scale's end: what phones call 100 is the loudest that the owner allows.</summary>
    private SetVolumeRequest Volume(int percent, TimeSpan fade) => new(percent * settings.Player.MaxVolume / 100, (int)fade.TotalMilliseconds);

    /// <summary>What a replaced session still says concerns nobody.</summary>
    private void Dispatch(PlayerEvent playerEvent)
    {
        if (playerEvent is FirstPictureEvent picture)
        {
            ShowsPicture(picture.Session, picture.ElapsedMs, picture.ToldMs);
        }

        if (_sessions.TryGetValue(playerEvent.Session, out var session))
        {
            session.Happened(playerEvent);
        }
    }

    private void TakesTheTv(PlayerSession session)
    {
        lock (_lock)
        {
            if (_on is { } before)
            {
                _sessions.TryRemove(before.Id, out _);
            }

            _on = session;
        }
    }

    /// <summary>What was opened last.</summary>
    private void Blame(PlayerSession session)
    {
        lock (_lock)
        {
            _opened?.IsBlamed = false;
            session.IsBlamed = true;
            (_opened, _openedAt) = (session, time.GetTimestamp());
        }
    }

    private void Gone()
    {
        lock (_lock)
        {
            if (_on is { } on && time.GetElapsedTime(_openedAt) >= _suspicion)
            {
                _opened?.IsBlamed = false;
                on.IsBlamed = true;
            }

            (_on, _opened) = (null, null);
            if (_connection.Task.IsCompleted)
            {
                _connection = NewConnection();
            }
        }

        foreach (var id in _sessions.Keys)
        {
            if (_sessions.TryRemove(id, out var session))
            {
                session.PlayerGone();
            }
        }
    }

    private async Task CallAsync(PlayerRequest request, CancellationToken cancellation)
    {
        var connection = await ConnectionAsync(cancellation);
        await connection.CallAsync(request, cancellation);
    }

    private async Task<PlayerConnection> ConnectionAsync(CancellationToken cancellation)
    {
        Task<PlayerConnection> connection;
        lock (_lock)
        {
            // One that has just ended is not noticed yet: the next one is waited for.
            _connection = _connection.Task is { IsCompletedSuccessfully: true, Result.Completion.IsCompleted: true } ? NewConnection() : _connection;
            connection = _connection.Task;
        }

        try
        {
            return await connection.WaitAsync(TimeSpan.FromSeconds(3), time, cancellation);
        }
        catch (TimeoutException exception)
        {
            throw new PlayerException($"The player ({settings.Player.Socket ?? settings.Player.Path}) does not run.", exception);
        }
    }

    private static TaskCompletionSource<PlayerConnection> NewConnection() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(101, LogLevel.Information, "The player runs ({Player}).")]
    private partial void Connected(string player);

    [LoggerMessage(102, LogLevel.Warning, "The player ({Player}) {Ended}.")]
    private partial void Ended(string player, string ended);

    [LoggerMessage(103, LogLevel.Error, "The player could not be started: {Reason}")]
    private partial void StartFailed(string reason);

    [LoggerMessage(104, LogLevel.Debug, "Player: {Line}")]
    private partial void Said(string line);

    [LoggerMessage(105, LogLevel.Debug, "The player did not take '{Request}' at once: {Reason}")]
    private partial void NotTold(string request, string reason);

    [LoggerMessage(106, LogLevel.Debug, "The player is asked to open session {Session}.")]
    private partial void Opening(long session);

    [LoggerMessage(107, LogLevel.Debug, "The player is asked to show session {Session}.")]
    private partial void Showing(long session);

    [LoggerMessage(108, LogLevel.Debug, "The player shows session {Session}.")]
    private partial void Shows(long session);

    [LoggerMessage(109, LogLevel.Debug, "The first picture of session {Session} is on the TV, by the player's clock after {Ms} ms, and told after {ToldMs} ms.")]
    private partial void ShowsPicture(long session, int ms, int toldMs);

    /// <summary>What outlives a player.</summary>
    private sealed record Kept(Screen Screen, int Volume, bool Muted, Overlay? Overlay = null, long OverlayShownAt = 0);
}
