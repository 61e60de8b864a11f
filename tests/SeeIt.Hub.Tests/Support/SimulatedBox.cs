using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SeeIt.Contracts.Hub;
using Names = SeeIt.Contracts.Hub.Pairing;

namespace SeeIt.Hub.Tests.Support;

/// <summary>A box as the hub sees one: a P-256 key, the device flow, a SignalR connection.</summary>
public sealed class SimulatedBox(Uri hub) : IAsyncDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpClient _http = new(AnyCertificate()) { BaseAddress = hub };
    private readonly Channel<Command> _commands = Channel.CreateUnbounded<Command>();
    private readonly Channel<PostQuestion> _questions = Channel.CreateUnbounded<PostQuestion>();
    private readonly Channel<Guid> _closedSheets = Channel.CreateUnbounded<Guid>();

    public string Id { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public int Number { get; } = RandomNumberGenerator.GetInt32(10, 100);

    public string? ClientId { get; private set; }

    public Guid BootId { get; set; } = Guid.NewGuid();

    public HubConnection? Link { get; private set; }

    public TaskCompletionSource Unpaired { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Uri Hub => hub;

    public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource<Drain> Drained { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Each command is done as soon as it comes.</summary>
    public bool Answers { get; init; }

    public int Protocol { get; init; } = DeviceLink.ProtocolVersion;

    /// <summary>Another agent with this box's identity, as one whose state folder was copied.</summary>
    public SimulatedBox(SimulatedBox original) : this(original.Hub)
    {
        _key.ImportParameters(original._key.ExportParameters(includePrivateParameters: true));
        (Id, ClientId) = (original.Id, original.ClientId);
    }

    public TaskCompletionSource Closed { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The codes of a device authorization request, as the TV would show them.</summary>
    public sealed record Codes(string UserCode, string DeviceCode, string VerificationUri, string VerificationUriComplete, int Interval, int ExpiresIn);

    public string Proof(Action<Dictionary<string, object>>? change = null, ECDsa? signWith = null)
    {
        var now = DateTimeOffset.UtcNow;
        Dictionary<string, object> claims = new()
        {
            ["aud"] = hub.AbsoluteUri,
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(2).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString("N"),
            [Names.BoxIdClaim] = Id,
            [Names.NameClaim] = "Living room",
            [Names.ModelClaim] = "Simulated box",
            [Names.NumberClaim] = Number,
        };
        change?.Invoke(claims);
        return Sign(claims, signWith ?? _key, new Dictionary<string, object> { ["jwk"] = PublicJwk() });
    }

    public Task<HttpResponseMessage> AuthorizeAsync(string? proof) => PostAsync(Names.DevicePath, new()
    {
        ["client_id"] = Names.PublicClientId,
        ["scope"] = Names.Scope,
        [Names.ProofParameter] = proof ?? "",
    });

    public async Task<Codes> AuthorizeAsync()
    {
        var response = await AuthorizeAsync(Proof());
        var json = await ReadAsync(response);
        Assert.True(response.IsSuccessStatusCode, json.ToString());
        return new Codes(
            json.GetProperty("user_code").GetString()!, json.GetProperty("device_code").GetString()!,
            json.GetProperty("verification_uri").GetString()!, json.GetProperty("verification_uri_complete").GetString()!,
            json.GetProperty("interval").GetInt32(), json.GetProperty("expires_in").GetInt32());
    }

    /// <returns>The token response: on success with the box's client id, else with an <c>error</c>.</returns>
    public async Task<JsonElement> PollAsync(Codes codes)
    {
        var json = await ReadAsync(await PostAsync(Names.TokenPath, new()
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
            ["client_id"] = Names.PublicClientId,
            ["device_code"] = codes.DeviceCode,
        }));
        if (json.TryGetProperty(Names.ClientIdMember, out var clientId))
        {
            ClientId = clientId.GetString();
        }

        return json;
    }

    public string Assertion(string? audience = null, int lifeSeconds = 60, string? clientId = null) => Sign(
        new Dictionary<string, object>
        {
            ["iss"] = clientId ?? ClientId!,
            ["sub"] = clientId ?? ClientId!,
            ["aud"] = audience ?? hub.AbsoluteUri,
            ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["exp"] = DateTimeOffset.UtcNow.AddSeconds(lifeSeconds).ToUnixTimeSeconds(),
            ["jti"] = Guid.NewGuid().ToString("N"),
        },
        _key,
        new Dictionary<string, object>(),
        Names.AssertionType);

    public async Task<JsonElement> TokenAsync(string? assertion = null) => await ReadAsync(await PostAsync(Names.TokenPath, new()
    {
        ["grant_type"] = "client_credentials",
        ["scope"] = Names.Scope,
        ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ["client_assertion"] = assertion ?? Assertion(),
    }));

    public async Task<string> AccessTokenAsync()
    {
        var json = await TokenAsync();
        Assert.True(json.TryGetProperty("access_token", out var token), json.ToString());
        return token.GetString()!;
    }

    /// <summary>Polls at the pace that the hub asked for, until there is another answer than "pending".</summary>
    public async Task<JsonElement> PollUntilSettledAsync(Codes codes)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(codes.Interval), TestContext.Current.CancellationToken);
            var json = await PollAsync(codes);
            if (!json.TryGetProperty("error", out var error) || error.GetString() != "authorization_pending")
            {
                return json;
            }
        }
    }

    /// <summary>The whole way: code, approval by the phone, client.</summary>
    public async Task PairAsync(Phone phone)
    {
        var codes = await AuthorizeAsync();
        (await phone.ChooseAsync(codes.UserCode, Number)).EnsureSuccessStatusCode();
        var token = await PollAsync(codes);
        Assert.True(ClientId is not null, token.ToString());
    }

    /// <summary>Connects and says Hello, unless it is not to.</summary>
    /// <returns>Null when it said nothing.</returns>
    public async Task<Welcome?> ConnectAsync(string? token = null, Uri? to = null, bool saysHello = true)
    {
        var access = token ?? await AccessTokenAsync();
        var closed = Closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Link = new HubConnectionBuilder()
            .WithUrl(new Uri(to ?? hub, DeviceLink.Path), HttpTransportType.WebSockets, options =>
            {
                options.AccessTokenProvider = () => Task.FromResult<string?>(access);
                options.HttpMessageHandlerFactory = _ => AnyCertificate();
                options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = TestCertificates.IsOne;
            })
            .AddJsonProtocol(options => options.PayloadSerializerOptions = new JsonSerializerOptions(HubJson.Default.Options))
            .Build();
        Link.On<Command>(DeviceLink.ToBox.Command, command =>
        {
            _commands.Writer.TryWrite(command);
            return Answers ? ReportAsync(command.Id, Progress.Done) : Task.CompletedTask;
        });
        Link.On<PostQuestion>(DeviceLink.ToBox.Ask, question => _questions.Writer.TryWrite(question));
        Link.On<Guid>(DeviceLink.ToBox.SheetClosed, post => _closedSheets.Writer.TryWrite(post));
        Link.On(DeviceLink.ToBox.Unpaired, () => Unpaired.TrySetResult());
        Link.On(DeviceLink.ToBox.Replaced, () => Replaced.TrySetResult());
        Link.On<Drain>(DeviceLink.ToBox.Drain, drain => Drained.TrySetResult(drain));
        Link.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        await Link.StartAsync(TestContext.Current.CancellationToken);
        return !saysHello ? null : await Link.InvokeAsync<Welcome>(
            DeviceLink.ToHub.Hello,
            new Hello(Protocol, BootId, 0, "Living room", "Simulated box", "0.1.0", ["see-it"]),
            TestContext.Current.CancellationToken);
    }

    public async Task DisconnectAsync()
    {
        if (Link is { } link)
        {
            await link.DisposeAsync();
            Link = null;
        }
    }

    public Task<Command> NextCommandAsync() => Eventually.Within(_commands.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());

    public Task<PostQuestion> NextQuestionAsync() => Eventually.Within(_questions.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());

    public Task<Guid> NextClosedSheetAsync() => Eventually.Within(_closedSheets.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask());

    public Task ReportAsync(Guid commandId, Progress progress, int? firstPictureMs = null) =>
        Link!.InvokeAsync(DeviceLink.ToHub.Report, new CommandReport(commandId, progress, FirstPictureMs: firstPictureMs), TestContext.Current.CancellationToken);

    public Task AnswerAsync(PostAnswer answer) => Link!.InvokeAsync(DeviceLink.ToHub.Answer, answer, TestContext.Current.CancellationToken);

    public Task ReconcileAsync() => Link!.InvokeAsync(DeviceLink.ToHub.Reconcile, TestContext.Current.CancellationToken);

    public Task ViewingsAsync(params IReadOnlyList<Viewing> viewings) => Link!.InvokeAsync(DeviceLink.ToHub.Viewings, viewings, TestContext.Current.CancellationToken);

    public Task StatusAsync(TvStatus status) => Link!.InvokeAsync(DeviceLink.ToHub.Status, status, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        _http.Dispose();
        _key.Dispose();
    }

    private static HttpClientHandler AnyCertificate() =>
        new() { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };

    private Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> form) =>
        _http.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);

    private static Task<JsonElement> ReadAsync(HttpResponseMessage response) =>
        response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

    private Dictionary<string, string> PublicJwk()
    {
        var q = _key.ExportParameters(includePrivateParameters: false).Q;
        return new() { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Base64UrlEncoder.Encode(q.X), ["y"] = Base64UrlEncoder.Encode(q.Y) };
    }

    private static string Sign(Dictionary<string, object> claims, ECDsa key, Dictionary<string, object> header, string type = "JWT") =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Claims = claims,
            AdditionalHeaderClaims = header,
            TokenType = type,
            SigningCredentials = new SigningCredentials(new ECDsaSecurityKey(key), SecurityAlgorithms.EcdsaSha256),
        });
}
