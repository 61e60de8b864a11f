using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Tests.Support;

/// <summary>The hub as a process of its own, which can be killed. Comes back on the same port.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("seeit-hub-").FullName;
    private Process _process = null!;

    public Uri Address { get; private set; } = null!;

    public static async Task<HubProcess> StartAsync()
    {
        var hub = new HubProcess();
        await hub.RunAsync("http://127.0.0.1:0");
        return hub;
    }

    public async Task KillAndRestartAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await RunAsync(Address.GetLeftPart(UriPartial.Authority));
    }

    public async Task<Phone> NewPhoneAsync()
    {
        var client = new HttpClient { BaseAddress = Address };
        const string Email = "ada@example.org";
        (await client.PostAsJsonAsync("/api/v1/account/register", new RegisterRequest(Email, RunningHub.Password), ApiJson.Default.RegisterRequest)).EnsureSuccessStatusCode();
        var login = await client.PostAsJsonAsync("/api/v1/account/login", new LoginRequest(Email, RunningHub.Password), ApiJson.Default.LoginRequest);
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Phone(client, Email);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(string url)
    {
        _process = Process.Start(new ProcessStartInfo(
            "dotnet", [typeof(Program).Assembly.Location, "--DataFolder", _folder, "--urls", url, "--PairingPollSeconds", "1", "--Logging:LogLevel:Default", "Warning"])
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
