using System.ComponentModel;
using System.Diagnostics;

namespace SeeIt.Agent.Diagnosis;

/// <summary>What the units have written, by journalctl(1).</summary>
internal static class Journal
{
    private const string Program = "journalctl";

    /// <summary>Agent, player and kiosk, for they are one thing to their owner.</summary>
    private static readonly string[] _units = ["-u", "seeit-agent.service", "-u", "seeit-player.service", "-u", "seeit-player.socket", "-u", "seeit-kiosk.service"];

    /// <summary>Whether systemd runs this machine: without it there is no journal.</summary>
    public static bool IsThere => Directory.Exists("/run/systemd/system");

    /// <summary>Lets journalctl print to the terminal until it ends. Its exit code; null when there is no such program.</summary>
    /// <param name="lines">How many of the last ones.</param>
    /// <param name="follow">Go on with what comes.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<int?> PrintAsync(int lines, bool follow, CancellationToken stop)
    {
        using var process = Start(new ProcessStartInfo(Program, follow ? [.. Arguments(lines), "-f"] : Arguments(lines)));
        if (process is null)
        {
            return null;
        }

        try
        {
            await process.WaitForExitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C reached it too.
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            return 0;
        }

        return process.ExitCode;
    }

    /// <summary>The last lines, whole; empty when there are none to be had.</summary>
    public static async Task<string> ReadAsync(int lines, CancellationToken stop)
    {
        using var process = IsThere ? Start(new ProcessStartInfo(Program, [.. Arguments(lines), "-o", "short-iso"]) { RedirectStandardOutput = true, RedirectStandardError = true }) : null;
        if (process is null)
        {
            return "";
        }

        var text = process.StandardOutput.ReadToEndAsync(stop);
        _ = process.StandardError.ReadToEndAsync(stop);
        try
        {
            await process.WaitForExitAsync(stop);
            return await text;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static string[] Arguments(int lines) => [.. _units, "-n", $"{lines}", "--no-pager", "-q"];

    private static Process? Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
