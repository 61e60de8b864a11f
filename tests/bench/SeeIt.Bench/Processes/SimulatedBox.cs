using System.Buffers.Text;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SeeIt.Contracts.Hub;
using Names = SeeIt.Contracts.Hub.Pairing;

namespace SeeIt.Bench.Processes;

/// <summary>A box as the hub sees one, of which many fit into one process: key, pairing, link. It does what it is told and no more.</summary>
internal sealed class SimulatedBox(Uri hub, HttpClient http, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan _life = TimeSpan.FromMinutes(2);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Channel<Command> _commands = Channel.CreateUnbounded<Command>();
    private string? _clientId;
    private string? _token;
    private HubConnection? _link;
    private TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Completes when the link is gone.</summary>
    public Task Closed => _closed.Task;

    /// <summary>A certificate of the hub's own is taken: it is on this machine.</summary>
    public static HttpClient NewHttp(Uri hub) =>
        new(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator }) { BaseAddress = hub };

    /// <summary>The whole way: code, approval, client.</summary>
    public async Task PairAsync(Phone phone)
    {
        const int Number = 42;
        var claims = Claims();
        claims[Names.BoxIdClaim] = Id;
        claims[Names.NameClaim] = "Simulated";
        claims[Names.ModelClaim] = "Simulated box";
        claims[Names.NumberClaim] = Number;
        var point = _key.ExportParameters(includePrivateParameters: false).Q;
        var proof = Sign(new JsonObject
        {
            ["typ"] = "box-proof+jwt",
            ["alg"] = "ES256",
            ["jwk"] = new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) },
        }, claims);
        var offer = await PostAsync(Names.DevicePath, new() { ["client_id"] = Names.PublicClientId, ["scope"] = Names.Scope, [Names.ProofParameter] = proof });
        await phone.PairAsync(new(hub.AbsoluteUri, offer.GetProperty("user_code").GetString()!, Number));
        var answer = await PostAsync(Names.TokenPath, new()
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
            ["client_id"] = Names.PublicClientId,
            ["device_code"] = offer.GetProperty("device_code").GetString()!,
        });
        _clientId = answer.GetProperty(Names.ClientIdMember).GetString();
    }

    /// <summary>Links, and says Hello. The token is kept.</summary>
    public async Task ConnectAsync()
    {
        _token ??= await TokenAsync();
        var closed = _closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = new HubConnectionBuilder().WithUrl(new Uri(hub, DeviceLink.Path), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.AccessTokenProvider = () => Task.FromResult<string?>(_token);
            options.HttpMessageHandlerFactory = inner =>
            {
                ((HttpClientHandler)inner).ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
                return inner;
            };
            options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = IsOnThisMachine;
        });
        builder.Services.AddSingleton<IHubProtocol>(new JsonHubProtocol(
            Options.Create(new JsonHubProtocolOptions { PayloadSerializerOptions = new(HubJson.Default.Options) })));
        var link = _link = builder.Build();
        link.On<Command>(DeviceLink.ToBox.Command, command => _commands.Writer.TryWrite(command));
        link.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await link.StartAsync();
        await link.InvokeAsync<Welcome>(
            DeviceLink.ToHub.Hello, new Hello(DeviceLink.ProtocolVersion, Guid.NewGuid(), 0, "Simulated", "Simulated box", "0.1.0", []));
    }

    public ValueTask<Command> CommandAsync() => _commands.Reader.ReadAsync();

    /// <summary>Returns when the hub has stored it.</summary>
    public Task ReportAsync(Guid command, Progress progress) => _link!.InvokeAsync(DeviceLink.ToHub.Report, new CommandReport(command, progress));

    public async Task HangUpAsync()
    {
        if (Interlocked.Exchange(ref _link, null) is { } link)
        {
            await link.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await HangUpAsync();
        _key.Dispose();
    }

    /// <summary>Whose certificate it is does not matter there.</summary>
    private bool IsOnThisMachine(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => hub.IsLoopback;

    private async Task<string> TokenAsync()
    {
        var claims = Claims();
        claims["iss"] = _clientId;
        claims["sub"] = _clientId;
        var answer = await PostAsync(Names.TokenPath, new()
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = Names.Scope,
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = Sign(new JsonObject { ["typ"] = Names.AssertionType, ["alg"] = "ES256" }, claims),
        });
        return answer.GetProperty("access_token").GetString()!;
    }

    private JsonObject Claims() => new()
    {
        ["aud"] = hub.AbsoluteUri,
        ["jti"] = Guid.NewGuid().ToString("N"),
        ["iat"] = time.GetUtcNow().ToUnixTimeSeconds(),
        ["exp"] = (time.GetUtcNow() + _life).ToUnixTimeSeconds(),
    };

    private string Sign(JsonObject header, JsonObject claims)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(JsonObject value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(value.ToJsonString()));

    private async Task<JsonElement> PostAsync(string path, Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(text).RootElement : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {text}");
    }
}
