using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Threading.Channels;
using SeeIt.Contracts.Api;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;
using SeeIt.TestKit;

namespace SeeIt.Bench.Processes;

/// <summary>An event of the hub, and when it was here.</summary>
internal sealed record PhoneEvent(DateTimeOffset At, string Name, string Json);

/// <summary>A signed-in phone: REST for what it asks, Server-Sent Events for what comes of it.</summary>
internal sealed class Phone : IAsyncDisposable
{
    private const string Email = "bench@example.org";
    private const string Password = "a long enough password";

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly Channel<PhoneEvent> _events = Channel.CreateUnbounded<PhoneEvent>();
    private readonly CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;

    private Phone(HttpClient http, TimeProvider time)
    {
        _http = http;
        _time = time;
    }

    /// <summary>Makes an account, signs in, and listens.</summary>
    public static async Task<Phone> SignInAsync(Uri hub, TimeProvider time)
    {
        var http = SimulatedBox.NewHttp(hub);
        using var registered = await http.PostAsJsonAsync("/api/v1/account/register", new RegisterRequest(Email, Password), ApiJson.Default.RegisterRequest);
        registered.EnsureSuccessStatusCode();
        using var login = await http.PostAsJsonAsync("/api/v1/account/login", new LoginRequest(Email, Password), ApiJson.Default.LoginRequest);
        login.EnsureSuccessStatusCode();
        var token = (await login.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var phone = new Phone(http, time);
        var stream = await http.GetStreamAsync("/api/v1/events");
        phone._reading = phone.ReadAsync(stream);
        return phone;
    }

    /// <summary>Types the code, picks the number.</summary>
    /// <returns>The TV's id.</returns>
    public async Task<string> PairAsync(PairingPrompt prompt)
    {
        using var response = await _http.PostAsJsonAsync($"/api/v1/pairing/{prompt.Code}", new PairingChoice(prompt.Number), ApiJson.Default.PairingChoice);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(ApiJson.Default.PairedTv))!.TvId;
    }

    /// <summary>Removes the TV, as an owner. Returns when the hub has done so.</summary>
    public async Task UnpairAsync(string tvId)
    {
        using var response = await _http.DeleteAsync($"/api/v1/tvs/{tvId}");
        response.EnsureSuccessStatusCode();
    }

    /// <returns>When the tap left, when the hub's 202 was here, and the command.</returns>
    public async Task<(DateTimeOffset Sent, DateTimeOffset Answered, Guid Command)> TapAsync(string tvId, Verb verb)
    {
        var sent = _time.GetUtcNow();
        using var response = await _http.PostAsJsonAsync($"/api/v1/tvs/{tvId}/commands", verb, ApiJson.Default.Verb);
        var answered = _time.GetUtcNow();
        response.EnsureSuccessStatusCode();
        return (sent, answered, (await response.Content.ReadFromJsonAsync(ApiJson.Default.CommandView))!.Id);
    }

    /// <summary>Waits for the command's end.</summary>
    /// <returns>How it ended, and when this phone knew.</returns>
    public async Task<(CommandView Command, DateTimeOffset At)> EndAsync(Guid command)
    {
        CommandView? end = null;
        var told = await EventAsync(EventNames.Command, ApiJson.Default.CommandView, view =>
        {
            end = view;
            return view.Id == command && view.Progress.IsTerminal();
        });
        return (end!, told.At);
    }

    /// <summary>Waits until the TV came, or went.</summary>
    public Task<PhoneEvent> TvAsync(TvChange change) => EventAsync(EventNames.Tv, ApiJson.Default.TvEvent, tv => tv.Change == change);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _http.Dispose();
        await _reading;
        _end.Dispose();
    }

    private async Task<PhoneEvent> EventAsync<T>(string name, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, Func<T, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(Eventually.DefaultTimeout, _time);
        await foreach (var happened in _events.Reader.ReadAllAsync(timeout.Token))
        {
            if (happened.Name == name && wanted(JsonSerializer.Deserialize(happened.Json, type)!))
            {
                return happened;
            }
        }

        throw new EndOfStreamException("The hub ended the events.");
    }

    private async Task ReadAsync(Stream stream)
    {
        try
        {
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(_end.Token))
            {
                _events.Writer.TryWrite(new PhoneEvent(_time.GetUtcNow(), item.EventType, item.Data));
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or HttpRequestException)
        {
            // The hub or the phone hung up.
        }

        _events.Writer.TryComplete();
    }
}
