using SeeIt.TestKit;

namespace SeeIt.Bench.Processes;

/// <summary>A hub of its own, on a free port, with a data folder that goes when it does.</summary>
internal sealed class Hub : IAsyncDisposable
{
    private const string Announcement = "seeit-hub is listening on ";
    private readonly TemporaryFolder _folder;

    private Hub(TemporaryFolder folder, TestProcess process, Uri address)
    {
        _folder = folder;
        Process = process;
        Address = address;
    }

    public TestProcess Process { get; }

    public Uri Address { get; }

    /// <summary>Its presence is told at once: no grace for a box that is away.</summary>
    /// <param name="traced">Whether it logs each request and each step of a command.</param>
    public static async Task<Hub> StartAsync(bool traced)
    {
        var folder = new TemporaryFolder();
        var settings = new List<(string Key, string Value)>(LogLine.Settings)
        {
            ("urls", "http://127.0.0.1:0"),
            ("DataFolder", folder.Path),
            ("PairingPollSeconds", "1"),
            ("PresenceGraceMs", "0"),
            ("Logging:LogLevel:Default", "Warning"),
            ("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        };
        if (traced)
        {
            settings.Add(("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Information"));
            settings.Add(("Logging:LogLevel:SeeIt.Hub.Commands", "Debug"));
        }

        var process = TestProcess.Start(Repository.Hub, settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }));
        var line = await process.WaitForLineAsync(line => line.StartsWith(Announcement, StringComparison.Ordinal), "its address");
        return new Hub(folder, process, new Uri(line[Announcement.Length..]));
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}
