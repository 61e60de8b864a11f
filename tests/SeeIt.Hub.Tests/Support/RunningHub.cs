using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SeeIt.Contracts.Api;
using SeeIt.Relay.Guard;

namespace SeeIt.Hub.Tests.Support;

/// <summary>The real hub in this process, on a real port, with a data folder of its own.</summary>
public sealed class RunningHub : IAsyncDisposable
{
    public const string Password = "a long enough password";

    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly WebApplication _app;

    private RunningHub(string folder, bool ownsFolder, WebApplication app) => (_folder, _ownsFolder, _app) = (folder, ownsFolder, app);

    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    public string Folder => _folder;

    internal static async Task<RunningHub> StartAsync(
        Action<HubSettings>? change = null,
        string? folder = null,
        string? url = null,
        Network? network = null,
        TimeProvider? clock = null,
        ILoggerProvider? log = null)
    {
        var path = folder ?? Directory.CreateTempSubdirectory("seeit-hub-").FullName;
        var settings = new HubSettings
        {
            DataFolder = path,
            Registration = Registration.Open,
            PairingPollSeconds = 1,
            PresenceGraceMs = 100,
        };
        change?.Invoke(settings);
        string[] args =
        [
            "--DataFolder", path, "--urls", url ?? "http://127.0.0.1:0",
            .. log is null ? ["--Logging:LogLevel:Default", "Warning"] : new[] { "--Logging:Console:LogLevel:Default", "None" },
        ];
        var app = Program.Build(settings, args, clock ?? TimeProvider.System, network ?? Network.System);
        if (log is not null)
        {
            app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        }

        await Program.PrepareAsync(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningHub(path, folder is null, app);
    }

    /// <summary>A phone of a new household, or of the household that the invitation is for.</summary>
    public async Task<Phone> NewPhoneAsync(string name = "Ada", string? invitation = null)
    {
        var client = Client();
        var email = $"{Guid.NewGuid():N}@example.org";
        var registered = await client.PostAsJsonAsync(
            "/api/v1/account/register", new RegisterRequest(email, Password, name, invitation), ApiJson.Default.RegisterRequest);
        registered.EnsureSuccessStatusCode();
        return await SignInAsync(client, email);
    }

    /// <summary>Trusts <see cref="TestCertificates"/>.</summary>
    /// <param name="to">Another way to the hub than its own address.</param>
    /// <param name="from">This machine's address that it comes from.</param>
    public HttpClient Client(Uri? to = null, IPAddress? from = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = TestCertificates.IsOne;
        if (from is not null)
        {
            handler.ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            };
        }

        return new HttpClient(handler) { BaseAddress = to ?? Address };
    }

    public async Task<Phone> SignInAsync(string email) => await SignInAsync(Client(), email);

    private static async Task<Phone> SignInAsync(HttpClient client, string email)
    {
        var login = await client.PostAsJsonAsync("/api/v1/account/login", new LoginRequest(email, Password), ApiJson.Default.LoginRequest);
        login.EnsureSuccessStatusCode();
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Phone(client, email);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
