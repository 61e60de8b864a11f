using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using SeeIt.Agent.Settings;
using Names = SeeIt.Contracts.Hub.Pairing;

namespace SeeIt.Agent.Pairing;

/// <summary>What the TV shows while it waits to be paired (RFC 8628 section 3.2).</summary>
public sealed record PairingOffer(string DeviceCode, string UserCode, string Address, string Link, int Number, TimeSpan Interval, TimeSpan ExpiresIn);

/// <summary>The answer to one poll (RFC 8628 section 3.5).</summary>
public abstract record PollResult
{
    private PollResult()
    {
    }

    public sealed record Approved(string ClientId) : PollResult;

    public sealed record Pending(TimeSpan Interval) : PollResult;

    public sealed record Refused(string Reason) : PollResult;
}

/// <summary>The answer to a request for an access token.</summary>
public abstract record TokenResult
{
    private TokenResult()
    {
    }

    public sealed record Granted(string AccessToken, TimeSpan ExpiresIn) : TokenResult;

    /// <summary>The hub no longer knows this client: the box was unpaired.</summary>
    public sealed record Unpaired(string Reason) : TokenResult;
}

/// <summary>The hub's OAuth endpoints, as a box uses them. Throws <see cref="HubException"/> when the hub cannot be asked.</summary>
public sealed class HubAuthority(AgentSettings settings, BoxIdentity identity, TimeProvider time, HttpClient http)
{
    private static readonly TimeSpan _slowDown = TimeSpan.FromSeconds(5);

    /// <summary>The hub forgives a minute.</summary>
    private static readonly TimeSpan _clockTolerance = TimeSpan.FromMinutes(1);

    private readonly Uri _hub = settings.Hub ?? throw new ArgumentException("No hub is set.", nameof(settings));

    /// <summary>Asks for a code to show on the TV.</summary>
    public async Task<PairingOffer> BeginPairingAsync(CancellationToken cancellation)
    {
        var number = RandomNumberGenerator.GetInt32(10, 100);
        using var answer = await PostAsync(Names.DevicePath, new()
        {
            ["client_id"] = Names.PublicClientId,
            ["scope"] = Names.Scope,
            [Names.ProofParameter] = BoxToken.Proof(identity, _hub, settings.Name, settings.Model, number, time.GetUtcNow()),
        }, cancellation);
        var body = answer.Root;
        if (answer.Status != HttpStatusCode.OK)
        {
            throw new HubException($"The hub refused to begin a pairing: {Error(body)}");
        }

        var address = body.GetProperty("verification_uri").GetString()!;
        return new PairingOffer(
            body.GetProperty("device_code").GetString()!,
            body.GetProperty("user_code").GetString()!,
            address,
            body.TryGetProperty("verification_uri_complete", out var link) ? link.GetString()! : address,
            number,
            Seconds(body, "interval", 5),
            Seconds(body, "expires_in", 600));
    }

    /// <summary>Asks whether the person has approved by now.</summary>
    public async Task<PollResult> PollAsync(PairingOffer offer, TimeSpan interval, CancellationToken cancellation)
    {
        using var answer = await PostAsync(Names.TokenPath, new()
        {
            ["grant_type"] = "urn:ietf:params:oauth:grant-type:device_code",
            ["client_id"] = Names.PublicClientId,
            ["device_code"] = offer.DeviceCode,
        }, cancellation);
        if (answer.Status == HttpStatusCode.OK)
        {
            return new PollResult.Approved(answer.Root.GetProperty(Names.ClientIdMember).GetString()!);
        }

        return ErrorCode(answer.Root) switch
        {
            "authorization_pending" => new PollResult.Pending(interval),
            "slow_down" => new PollResult.Pending(interval + _slowDown),
            _ => new PollResult.Refused(Error(answer.Root)),
        };
    }

    /// <summary>An access token for this box (client_credentials with private_key_jwt).</summary>
    public async Task<TokenResult> RequestTokenAsync(CancellationToken cancellation)
    {
        var clientId = identity.ClientId ?? throw new InvalidOperationException("The box is not paired.");
        using var answer = await PostAsync(Names.TokenPath, new()
        {
            ["grant_type"] = "client_credentials",
            ["scope"] = Names.Scope,
            ["client_id"] = clientId,
            ["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ["client_assertion"] = BoxToken.Assertion(identity, clientId, _hub, time.GetUtcNow()),
        }, cancellation);
        if (answer.Status == HttpStatusCode.OK)
        {
            return new TokenResult.Granted(answer.Root.GetProperty("access_token").GetString()!, Seconds(answer.Root, "expires_in", 300));
        }

        return ErrorCode(answer.Root) == "invalid_client"
            ? new TokenResult.Unpaired(Error(answer.Root))
            : throw new HubException($"The hub gave no token: {Error(answer.Root)}");
    }

    private static TimeSpan Seconds(JsonElement body, string name, int fallback) =>
        TimeSpan.FromSeconds(body.TryGetProperty(name, out var value) ? value.GetInt32() : fallback);

    private static string? ErrorCode(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error", out var code) ? code.GetString() : null;

    private static string Error(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("error_description", out var text) ? $"{ErrorCode(body)}: {text.GetString()}" : ErrorCode(body) ?? "no reason given";

    private async Task<Answer> PostAsync(string path, Dictionary<string, string> form, CancellationToken cancellation)
    {
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var response = await http.PostAsync(new Uri(_hub, path), content, cancellation);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            {
                throw new HubException($"The hub at {_hub} answered {(int)response.StatusCode}.") { RetryAfter = After(response.Headers.RetryAfter) };
            }

            // A refusal under a wrong clock says nothing about the pairing: boxes without a battery start in 1970.
            if (!response.IsSuccessStatusCode && response.Headers.Date is { } hubTime && (time.GetUtcNow() - hubTime).Duration() > _clockTolerance)
            {
                throw new HubException($"This box's clock says {time.GetUtcNow():u}, the hub's {hubTime:u}. Set the clock, or wait until it is synchronised.");
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return new Answer(response.StatusCode, await JsonDocument.ParseAsync(body, cancellationToken: cancellation));
        }
        catch (HttpRequestException exception)
        {
            throw new HubException($"The hub at {_hub} does not answer: {exception.Message}", exception);
        }
        catch (JsonException exception)
        {
            throw new HubException($"What answers at {_hub} is no See it hub.", exception);
        }
        catch (TaskCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new HubException($"The hub at {_hub} does not answer.", exception);
        }
    }

    private TimeSpan? After(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date - time.GetUtcNow());

    private sealed record Answer(HttpStatusCode Status, JsonDocument Document) : IDisposable
    {
        public JsonElement Root => Document.RootElement;

        public void Dispose() => Document.Dispose();
    }
}

/// <summary>The hub could not be asked, or answered with what a hub does not answer.</summary>
public sealed class HubException : Exception
{
    public HubException()
    {
    }

    public HubException(string message)
        : base(message)
    {
    }

    public HubException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>When the hub says it wants to be asked again.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
