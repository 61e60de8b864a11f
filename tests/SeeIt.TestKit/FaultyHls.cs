using System.Globalization;
using System.Net;
using System.Text;

namespace SeeIt.TestKit;

/// <summary>What can be wrong with a <see cref="FaultyHls"/>: with its segments, where nothing else is said.</summary>
public enum HlsFault
{
    None,

    /// <summary>They are left unanswered.</summary>
    Hangs,

    /// <summary>A byte now and then.</summary>
    Trickle,

    /// <summary>They redirect to the address at which clouds keep their secrets.</summary>
    RedirectsInside,

    /// <summary>They redirect to themselves.</summary>
    RedirectLoop,

    /// <summary>HTTP 403.</summary>
    Forbidden,

    /// <summary>Those of the variant that takes more come at two thirds of their rate.</summary>
    Slow,

    /// <summary>The playlist says that nothing follows.</summary>
    Ended,
}

/// <summary>Passes live HLS on, and goes wrong on command. Offers what it passes on as two variants of one stream, too.</summary>
public sealed class FaultyHls : IAsyncDisposable
{
    private const string MasterPath = "/master.m3u8";

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly Uri _low;
    private readonly Uri _high;
    private readonly HttpClient _client = new();
    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _serving;
    private volatile HlsFault _fault;
    private int _hit;

    /// <param name="low">A live playlist, its segments beside it.</param>
    /// <param name="high">Another one of the same host: the variant that takes more.</param>
    public FaultyHls(Uri low, Uri? high = null)
    {
        (_low, _high) = (low, high ?? low);
        var host = $"http://127.0.0.1:{FreePort.Next()}";
        Address = new Uri(host + low.AbsolutePath);
        Master = new Uri(host + MasterPath);
        _listener.Prefixes.Add(host + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The first playlist.</summary>
    public Uri Address { get; }

    /// <summary>The playlist of both variants (RFC 8216, 4.3.4.2), of 0.5 and 4 Mbit/s as it says.</summary>
    public Uri Master { get; }

    /// <summary>How many requests met the fault.</summary>
    public int Hit => Volatile.Read(ref _hit);

    public HlsFault Fault
    {
        get => _fault;
        set => _fault = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Close();
        await _serving;
        _client.Dispose();
        _ending.Dispose();
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
        try
        {
            var path = context.Request.Url!.AbsolutePath;
            if (path == MasterPath)
            {
                await SendAsync(context.Response, Encoding.ASCII.GetBytes(MasterText()));
            }
            else if (path.EndsWith(".ts", StringComparison.Ordinal))
            {
                await AnswerSegmentAsync(context, path);
            }
            else
            {
                var playlist = await FetchAsync(context.Response, path);
                await SendAsync(context.Response, _fault == HlsFault.Ended ? [.. playlist, .. "#EXT-X-ENDLIST\n"u8] : playlist);
            }
        }
        catch (Exception exception) when (exception is IOException or HttpListenerException or HttpRequestException
            or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Either side left.
        }
    }

    private async Task AnswerSegmentAsync(HttpListenerContext context, string path)
    {
        var (fault, response) = (_fault, context.Response);
        if (fault is not (HlsFault.None or HlsFault.Ended))
        {
            Interlocked.Increment(ref _hit);
        }

        switch (fault)
        {
            case HlsFault.Hangs:
                return;
            case HlsFault.RedirectsInside:
                response.Redirect("http://169.254.169.254/latest/meta-data/");
                response.Close();
                return;
            case HlsFault.RedirectLoop:
                response.Redirect(path);
                response.Close();
                return;
            case HlsFault.Forbidden:
                response.StatusCode = (int)HttpStatusCode.Forbidden;
                response.Close();
                return;
            case HlsFault.Trickle:
                await SendAsync(response, await FetchAsync(response, path), bytesEach: 1);
                return;
            case HlsFault.Slow when path.StartsWith(Folder(_high), StringComparison.Ordinal):
                await SendAsync(response, await FetchAsync(response, path), bytesEach: 3_500);
                return;
            default:
                await SendAsync(response, await FetchAsync(response, path));
                return;
        }
    }

    private static string Folder(Uri playlist) => playlist.AbsolutePath[..(playlist.AbsolutePath.LastIndexOf('/') + 1)];

    private async Task<byte[]> FetchAsync(HttpListenerResponse response, string path)
    {
        using var answer = await _client.GetAsync(new Uri(_low, path), _ending.Token);
        response.StatusCode = (int)answer.StatusCode;
        response.ContentType = answer.Content.Headers.ContentType?.ToString();
        return await answer.Content.ReadAsByteArrayAsync(_ending.Token);
    }

    private static async Task SendAsync(HttpListenerResponse response, byte[] bytes)
    {
        response.ContentLength64 = bytes.Length;
        await response.OutputStream.WriteAsync(bytes);
        response.Close();
    }

    private async Task SendAsync(HttpListenerResponse response, byte[] bytes, int bytesEach)
    {
        response.ContentLength64 = bytes.Length;
        using var timer = new PeriodicTimer(Tick);
        foreach (var piece in bytes.Chunk(bytesEach))
        {
            await response.OutputStream.WriteAsync(piece, _ending.Token);
            await response.OutputStream.FlushAsync(_ending.Token);
            await timer.WaitForNextTickAsync(_ending.Token);
        }

        response.Close();
    }

    private string MasterText() => string.Create(CultureInfo.InvariantCulture, $"""
        #EXTM3U
        #EXT-X-STREAM-INF:BANDWIDTH=500000,RESOLUTION=640x360
        {_low.AbsolutePath}
        #EXT-X-STREAM-INF:BANDWIDTH=4000000,RESOLUTION=1280x720
        {_high.AbsolutePath}

        """);
}
