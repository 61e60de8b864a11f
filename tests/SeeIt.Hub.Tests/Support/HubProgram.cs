using System.Diagnostics;

namespace SeeIt.Hub.Tests.Support;

/// <summary>seeit-hub run to its end.</summary>
internal static class HubProgram
{
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await Eventually.Within(process.WaitForExitAsync(TestContext.Current.CancellationToken));
        }
        finally
        {
            process.Kill();
        }

        return (process.ExitCode, await output, await errors);
    }
}
