using System.Net;

namespace SeeIt.EndToEnd.Tests;

/// <summary>Passes a live HLS on, and leaves its segments unanswered when told to: what hangs LibVLC.</summary>
internal sealed class HangingHls : IAsyncDisposable
{
    private readonly Uri _origin;
    private readonly HttpClient _client = new();
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private volatile bool _isHanging;
    private int _hung;

    /// <param name="playlist">The live playlist, its segments beside it.</param>
    public HangingHls(Uri playlist)
    {
        _origin = playlist;
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}{playlist.AbsolutePath}");
        _listener.Prefixes.Add(Address.GetLeftPart(UriPartial.Authority) + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>How many segments were left unanswered.</summary>
    public int Hung => Volatile.Read(ref _hung);

    public bool IsHanging
    {
        get => _isHanging;
        set => _isHanging = value;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _client.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        if (IsHanging && path.EndsWith(".ts", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref _hung);
            return;
        }

        try
        {
            using var answer = await _client.GetAsync(new Uri(_origin, path));
            context.Response.StatusCode = (int)answer.StatusCode;
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await answer.Content.CopyToAsync(context.Response.OutputStream);
            context.Response.Close();
        }
        catch (Exception exception) when (exception is IOException or HttpListenerException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            // Either side left.
        }
    }
}
