using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Tests.Support;

/// <summary>The hub as a process of its own, which can be killed. Comes back on the same port.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly string[] _settings;
    private Process _process = null!;

    private HubProcess(string? folder, string[] settings)
    {
        (_ownsFolder, _settings) = (folder is null, settings);
        _folder = folder ?? Directory.CreateTempSubdirectory("seeit-hub-").FullName;
    }

    public Uri Address { get; private set; } = null!;

    /// <param name="folder">Of its data; one of its own when null.</param>
    /// <param name="settings">Further arguments.</param>
    public static async Task<HubProcess> StartAsync(string? folder = null, params string[] settings)
    {
        var hub = new HubProcess(folder, settings);
        await hub.RunAsync("http://127.0.0.1:0");
        return hub;
    }

    /// <param name="url">Where it listens.</param>
    /// <param name="folder">Of its data.</param>
    public static async Task<HubProcess> StartAtAsync(string url, string folder)
    {
        var hub = new HubProcess(folder, []);
        await hub.RunAsync(url);
        return hub;
    }

    public async Task KillAndRestartAsync()
    {
        await KillAsync();
        await StartAgainAsync();
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>As its unit does.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await Eventually.Within(_process.WaitForExitAsync(TestContext.Current.CancellationToken));
    }

    public Task StartAgainAsync() => RunAsync(Address.GetLeftPart(UriPartial.Authority));

    public async Task<Phone> NewPhoneAsync()
    {
        var client = new HttpClient { BaseAddress = Address };
        const string Email = "ada@example.org";
        (await client.PostAsJsonAsync("/api/v1/account/register", new RegisterRequest(Email, RunningHub.Password), ApiJson.Default.RegisterRequest)).EnsureSuccessStatusCode();
        return await SignInAsync(client, Email);
    }

    public Task<Phone> SignInAsync(string email) => SignInAsync(new HttpClient { BaseAddress = Address }, email);

    private static async Task<Phone> SignInAsync(HttpClient client, string email)
    {
        var login = await client.PostAsJsonAsync("/api/v1/account/login", new LoginRequest(email, RunningHub.Password), ApiJson.Default.LoginRequest);
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Phone(client, email);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task RunAsync(string url)
    {
        _process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(Program).Assembly.Location, "--DataFolder", _folder, "--urls", url, "--PairingPollSeconds", "1", "--Logging:LogLevel:Default", "Warning", .. _settings])
        {
            RedirectStandardOutput = true,
        })!;
        const string Announcement = "seeit-hub is listening on ";
        while (await Eventually.Within(_process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask()) is { } line)
        {
            if (line.StartsWith(Announcement, StringComparison.Ordinal))
            {
                Address = new Uri(line[Announcement.Length..]);
                return;
            }
        }

        Assert.Fail("The hub ended before it listened.");
    }
}
