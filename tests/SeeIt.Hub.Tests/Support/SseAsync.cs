using System.Net.ServerSentEvents;
using System.Text.Json;
using SeeIt.Contracts.Api;

namespace SeeIt.Hub.Tests.Support;

/// <summary>A phone's event stream.</summary>
internal sealed class SseAsync : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    private SseAsync(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _items = SseParser.Create(stream).EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
    }

    public static async Task<SseAsync> OpenAsync(Phone phone)
    {
        var response = await phone.Http.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new SseAsync(response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    public static async Task<Snapshot> SnapshotAsync(Phone phone)
    {
        await using var events = await OpenAsync(phone);
        var first = await events.NextAsync();
        Assert.Equal(EventNames.Snapshot, first.EventType);
        return JsonSerializer.Deserialize(first.Data, ApiJson.Default.Snapshot)!;
    }

    /// <summary>The next event that is no heartbeat.</summary>
    public async Task<SseItem<string>> NextAsync()
    {
        do
        {
            Assert.True(await Eventually.Within(_items.MoveNextAsync().AsTask()));
        }
        while (_items.Current.EventType == EventNames.Heartbeat);

        return _items.Current;
    }

    /// <summary>Completes when the hub has ended the stream; what came before is passed over.</summary>
    public async Task EndedAsync()
    {
        while (await _items.MoveNextAsync())
        {
        }
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        try
        {
            await _items.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The stream was cut above.
        }
    }
}
