using System.Collections.Concurrent;
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

    /// <summary>They come at a third of their rate.</summary>
    Late,

    /// <summary>The playlist says that nothing follows.</summary>
    Ended,
}

/// <summary>Passes live HLS on, and goes wrong on command. Offers what it passes on as two variants of one stream, too.</summary>
public sealed class FaultyHls : IAsyncDisposable
{
    private const string MasterPath = "/master.m3u8";
    private const string ThenFolder = "/then/";

    /// <summary>Segments in a playlist that goes on with others.</summary>
    private const int Window = 6;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    private readonly Uri _low;
    private readonly Uri _high;
    private readonly HttpClient _client = new();
    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _serving;
    private readonly List<string> _segments = [];
    private volatile HlsFault _fault;
    private volatile Uri? _then;
    private readonly ConcurrentQueue<long> _behind = [];
    private long _firstSequence;
    private long _discontinuities;
    private string _lastOfThen = "";
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

    /// <summary>
    /// How many segments more its first playlist has at its front than the one that is passed on: the demo broadcast still has 12. Names
    /// are numbers that rise by one, and each segment has two seconds.
    /// </summary>
    public int Earlier { get; init; }

    /// <summary>Of each segment that was asked for, how many newer ones the first playlist had.</summary>
    public IReadOnlyList<long> Behind => [.. _behind];

    /// <summary>How many requests met the fault.</summary>
    public int Hit => Volatile.Read(ref _hit);

    public HlsFault Fault
    {
        get => _fault;
        set => _fault = value;
    }

    /// <summary>
    /// Set once: a live playlist whose segments follow those of the first one, after an EXT-X-DISCONTINUITY (RFC 8216, 4.3.2.3).
    /// Their names rise.
    /// </summary>
    public Uri? Then
    {
        get => _then;
        set => _then = value;
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
            else if (_then is { } then)
            {
                await SendAsync(context.Response, Encoding.ASCII.GetBytes(await RenderAsync(then)));
            }
            else
            {
                var playlist = WithEarlier(Encoding.ASCII.GetString(await FetchAsync(context.Response, path)));
                Remember(playlist);
                await SendAsync(context.Response, Encoding.ASCII.GetBytes(_fault == HlsFault.Ended ? playlist + "#EXT-X-ENDLIST\n" : playlist));
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
        SeeHowFarBehind(path);
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
            case HlsFault.Late:
                await SendAsync(response, await FetchAsync(response, path), bytesEach: 1_500);
                return;
            default:
                await SendAsync(response, await FetchAsync(response, path));
                return;
        }
    }

    /// <summary>What the first playlist had last, each segment with its tag.</summary>
    private void Remember(string playlist)
    {
        lock (_segments)
        {
            _segments.Clear();
            _segments.AddRange(Segments(playlist));
            _firstSequence = FirstSequence(playlist);
        }
    }

    private void SeeHowFarBehind(string path)
    {
        lock (_segments)
        {
            if (_segments.Count > 0 && long.TryParse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture, out var number))
            {
                _behind.Enqueue(_firstSequence + _segments.Count - 1 - number);
            }
        }
    }

    private string WithEarlier(string playlist)
    {
        var first = FirstSequence(playlist);
        var begins = Math.Max(0, first - Earlier);
        var more = string.Concat(Enumerable.Range(0, (int)(first - begins)).Select(segment => $"#EXTINF:2.000,\n{begins + segment}.ts\n"));
        return playlist.Replace($"#EXT-X-MEDIA-SEQUENCE:{first}\n", $"#EXT-X-MEDIA-SEQUENCE:{begins}\n{more}", StringComparison.Ordinal);
    }

    private static long FirstSequence(string playlist) =>
        long.Parse(playlist.Split("#EXT-X-MEDIA-SEQUENCE:")[1].Split('\n')[0], CultureInfo.InvariantCulture);

    private async Task<string> RenderAsync(Uri then)
    {
        var playlist = await _client.GetStringAsync(then, _ending.Token);
        lock (_segments)
        {
            // With its newest one it begins: the others follow as they come.
            var isFirst = _lastOfThen.Length == 0;
            foreach (var segment in Segments(playlist).TakeLast(isFirst ? 1 : Window).Where(segment => string.CompareOrdinal(Order(segment), _lastOfThen) > 0))
            {
                var (tag, name) = (segment.Split('\n')[0], segment.Split('\n')[1]);
                _segments.Add($"{(isFirst ? "#EXT-X-DISCONTINUITY\n" : "")}{tag}\n{ThenFolder}{name}");
                _lastOfThen = Order(segment);
            }

            for (; _segments.Count > Window; _segments.RemoveAt(0), _firstSequence++)
            {
                _discontinuities += _segments[0].StartsWith("#EXT-X-DISCONTINUITY", StringComparison.Ordinal) ? 1 : 0;
            }

            return string.Create(CultureInfo.InvariantCulture, $"""
                #EXTM3U
                #EXT-X-VERSION:3
                #EXT-X-TARGETDURATION:2
                #EXT-X-MEDIA-SEQUENCE:{_firstSequence}
                #EXT-X-DISCONTINUITY-SEQUENCE:{_discontinuities}
                {string.Join('\n', _segments)}

                """);
        }
    }

    private static IEnumerable<string> Segments(string playlist) => playlist.Split("#EXTINF:").Skip(1).Select(segment => "#EXTINF:" + segment.Trim());

    /// <summary>By the number that its name is.</summary>
    private static string Order(string segment) => segment.Split('\n')[1].PadLeft(20, '0');

    private static string Folder(Uri playlist) => playlist.AbsolutePath[..(playlist.AbsolutePath.LastIndexOf('/') + 1)];

    private async Task<byte[]> FetchAsync(HttpListenerResponse response, string path)
    {
        var address = _then is { } then && path.StartsWith(ThenFolder, StringComparison.Ordinal) ? new Uri(then, path[ThenFolder.Length..]) : new Uri(_low, path);
        using var answer = await _client.GetAsync(address, _ending.Token);
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
