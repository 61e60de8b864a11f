using System.Text.RegularExpressions;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A hub without any box, for what is between people and the hub alone.</summary>
public sealed partial class LoneHub : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestProcess _process;

    private LoneHub() => _process = TestProcess.Start(Repository.Hub, ["--urls", "http://127.0.0.1:0", "--DataFolder", _folder.File("hub")]);

    /// <summary>By its number.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>By a name: passkeys are bound to one.</summary>
    public Uri NamedAddress => new UriBuilder(Address) { Host = "localhost" }.Uri;

    public static async Task<LoneHub> StartAsync()
    {
        var hub = new LoneHub();
        try
        {
            hub.Address = new Uri((await hub._process.WaitForLineAsync(Listening())).Groups["address"].Value);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("seeit-hub is listening on (?<address>http://\\S+)")]
    private static partial Regex Listening();
}
