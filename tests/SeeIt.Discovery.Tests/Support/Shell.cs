using System.Diagnostics;

namespace SeeIt.Discovery.Tests.Support;

internal static class Shell
{
    /// <summary>Runs a script in a process tree of its own, which dies with the process that is returned.</summary>
    public static Process Start(string script, params ReadOnlySpan<string> unshare) => Process.Start(new ProcessStartInfo(
        "unshare",
        ["--pid", "--fork", "--kill-child", "--mount-proc", .. unshare, "sh", "-ec", script])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    public static async Task EndAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public static async Task<string> RunAsync(string script)
    {
        using var process = Process.Start(new ProcessStartInfo("sh", ["-ec", script]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
