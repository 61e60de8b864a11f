namespace SeeIt.Demo.Run;

/// <summary>The X display that the TV is on: the person's own, or a virtual one where there is none.</summary>
public static class VirtualScreen
{
    /// <returns>What DISPLAY has to be.</returns>
    /// <exception cref="IOException">Xvfb is missing or did not start.</exception>
    public static async Task<string> FindOrStartAsync(ProcessFamily family, Action<string> say, CancellationToken cancellation)
    {
        if (Environment.GetEnvironmentVariable("DISPLAY") is { Length: > 0 } display)
        {
            say($"The TV is a window on display {display}.");
            return display;
        }

        const string Server = "/usr/bin/Xvfb";
        if (!File.Exists(Server))
        {
            throw new FileNotFoundException($"There is no display, and no {Server} for a virtual one: run packaging/install-dependencies.sh demo.");
        }

        var number = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var server = family.Start(
            Server,
            ["-displayfd", "1", "-screen", "0", "1280x720x24", "-nolisten", "tcp", "-noreset"],
            new Dictionary<string, string>(),
            line =>
            {
                if (line.All(char.IsAsciiDigit))
                {
                    number.TrySetResult(line);
                }
            });
        var ended = server.WaitForExitAsync(cancellation);
        if (await Task.WhenAny(number.Task, ended) == ended)
        {
            await ended;
            throw new IOException($"{Server} ended with {server.ExitCode} before it had a display.");
        }

        var virtualDisplay = $":{await number.Task}";
        say($"There is no display: the TV plays to the virtual screen {virtualDisplay}.");
        return virtualDisplay;
    }
}
