using System.Net.Sockets;
using SeeIt.Agent.Settings;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>
/// Starts seeit-player, notices its end, and starts it again with the screen, volume and mute that it had.
/// What was playing is opened again by whoever watches over it: the session's events end.
/// </summary>
public sealed partial class PlayerHost(AgentSettings settings, TimeProvider time, ILogger<PlayerHost> log) : BackgroundService, IPlayer
{
    private readonly string _socketPath = Path.Combine(settings.RuntimeFolder, "player.sock");
    private readonly Lock _lock = new();

    // Guarded by _lock. The connection is replaced at each start; whoever calls meanwhile waits for it.
    private TaskCompletionSource<PlayerConnection> _connection = NewConnection();
    private PlayerSession? _session;
    private Screen _screen = new IdleScreen(settings.Name);
    private int _volume = 100;
    private bool _muted;
    private long _lastSession;

    public int Restarts { get; private set; }

    public async Task<PlayerSession> OpenAsync(MediaInput input, CancellationToken cancellation)
    {
        var connection = await ConnectionAsync(cancellation);
        var session = new PlayerSession(Interlocked.Increment(ref _lastSession));
        lock (_lock)
        {
            _session = session;
        }

        Opening(session.Id);
        await connection.CallAsync(new OpenRequest(session.Id, input, settings.Player.CachingMs), cancellation);
        return session;
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

    public Task StopAsync(PlayerSession session, CancellationToken cancellation) =>
        CallAsync(new StopRequest(session.Id), cancellation);

    public Task SetPausedAsync(PlayerSession session, bool paused, CancellationToken cancellation) =>
        CallAsync(new SetPausedRequest(session.Id, paused), cancellation);

    public Task SetVolumeAsync(int percent, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _volume = percent;
        }

        return CallAsync(new SetVolumeRequest(percent), cancellation);
    }

    public Task SetMutedAsync(bool muted, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _muted = muted;
        }

        return CallAsync(new SetMutedRequest(muted), cancellation);
    }

    public async Task ShowScreenAsync(Screen screen, CancellationToken cancellation)
    {
        Task<PlayerConnection> connection;
        lock (_lock)
        {
            _screen = screen;
            connection = _connection.Task;
        }

        // A player that is being started gets the screen when it is up.
        if (connection.IsCompletedSuccessfully)
        {
            try
            {
                await connection.Result.CallAsync(new ShowScreenRequest(screen), cancellation);
            }
            catch (PlayerException exception)
            {
                ScreenNotShown(exception.Message);
            }
        }
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
        await using var process = PlayerProcess.Start(settings.Player, _socketPath, time, Said);
        try
        {
            await using var connection = await process.ConnectAsync(Dispatch, stop);
            await connection.CallAsync(new HelloRequest(FrameStream.ProtocolVersion), stop);
            await RestoreAsync(connection, stop);
            Connected(process.Id);
            _connection.SetResult(connection);
            await connection.Completion.WaitAsync(stop);
        }
        finally
        {
            Gone();
            Ended(process.Id, await process.EndAsync());
        }
    }

    private async Task RestoreAsync(PlayerConnection connection, CancellationToken stop)
    {
        Screen screen;
        int volume;
        bool muted;
        lock (_lock)
        {
            (screen, volume, muted) = (_screen, _volume, _muted);
        }

        await connection.CallAsync(new SetVolumeRequest(volume), stop);
        await connection.CallAsync(new SetMutedRequest(muted), stop);
        await connection.CallAsync(new ShowScreenRequest(screen), stop);
    }

    private void Dispatch(PlayerEvent playerEvent)
    {
        PlayerSession? session;
        lock (_lock)
        {
            session = _session;
        }

        // What a replaced session still says concerns nobody.
        if (session?.Id == playerEvent.Session)
        {
            session.Happened(playerEvent);
        }
    }

    private void Gone()
    {
        PlayerSession? session;
        lock (_lock)
        {
            session = _session;
            _session = null;
            if (_connection.Task.IsCompleted)
            {
                _connection = NewConnection();
            }
        }

        session?.PlayerGone();
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
            connection = _connection.Task;
        }

        try
        {
            return await connection.WaitAsync(TimeSpan.FromSeconds(3), time, cancellation);
        }
        catch (TimeoutException exception)
        {
            throw new PlayerException($"The player ({settings.Player.Path}) does not run.", exception);
        }
    }

    private static TaskCompletionSource<PlayerConnection> NewConnection() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(101, LogLevel.Information, "The player runs (process {ProcessId}).")]
    private partial void Connected(int processId);

    [LoggerMessage(102, LogLevel.Warning, "The player (process {ProcessId}) ended with exit code {ExitCode}.")]
    private partial void Ended(int processId, int exitCode);

    [LoggerMessage(103, LogLevel.Error, "The player could not be started: {Reason}")]
    private partial void StartFailed(string reason);

    [LoggerMessage(104, LogLevel.Debug, "Player: {Line}")]
    private partial void Said(string line);

    [LoggerMessage(105, LogLevel.Debug, "The screen was not shown: {Reason}")]
    private partial void ScreenNotShown(string reason);

    [LoggerMessage(106, LogLevel.Debug, "The player is asked to open session {Session}.")]
    private partial void Opening(long session);
}
