using SeeIt.Contracts.Systemd;
using SeeIt.LibVlc;
using SeeIt.Player;
using SeeIt.Player.Control;
using SeeIt.Player.Display;
using SeeIt.Player.Playback;
using SeeIt.Player.Sandbox;

if (PlayerOptions.Parse(args) is not { } options)
{
    return PlayerOptions.ExitCode;
}

try
{
    using var listener = Confinement.Enter(options);
    ProcessEnvironment.Prepare(options);
    var time = TimeProvider.System;
    var deadline = new Deadline(options.Deadline, time);
    using var exit = new ExitSignals(options.ExitOnStdinClose);
    using var display = TvDisplay.Open(options.Windowed, exit.Exit);
    using var thread = new LibVlcThread();
    using var outlet = new EventOutlet();
    using var connections = new MediaConnections();
    var playback = await thread.Run(() => new TvPlayback(
        deadline.Call("libvlc_new", () => LibVlcOptions.Create(options), options.Deadline * PlayerOptions.StartFactor), Graphics.Find(options.Vout), thread, deadline, display, connections, outlet, options.Aout, time));

    // A player that systemd started belongs to the agent that connects, and ends with it.
    var handler = new RequestHandler(playback, display, options.ProxyPort, time);
    var server = new ControlServer(listener.Socket, handler, connections, outlet, options.IsActivated ? exit.Exit : null);
    using var notice = ServiceNotice.FromEnvironment();
    using var heartbeat = new Heartbeat(notice, time);
    await server.RunAsync(exit.Token);
    await thread.Run(playback.Dispose);
    return 0;
}
catch (StartException exception)
{
    await Console.Error.WriteLineAsync($"seeit-player: {exception.Message}");
    return exception.ExitCode;
}
catch (VLCException exception)
{
    await Console.Error.WriteLineAsync($"seeit-player: {exception.Message}");
    return StartException.NoLibVlc;
}
