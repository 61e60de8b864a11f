using System.Net;

namespace SeeIt.TestKit.Telemetry;

/// <summary>A collector that speaks OTLP over HTTP with protobuf, on loopback, and keeps what it gets.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Lock _lock = new();
    private readonly List<OtlpSpan> _spans = [];
    private readonly List<byte[]> _bodies = [];
    private readonly Task _serving;

    private OtlpReceiver(int port)
    {
        Address = new Uri($"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Without the paths of the signals.</summary>
    public Uri Address { get; }

    /// <summary>All spans up to now.</summary>
    public IReadOnlyList<OtlpSpan> Spans
    {
        get
        {
            lock (_lock)
            {
                return [.. _spans];
            }
        }
    }

    /// <summary>How often metrics came.</summary>
    public int MetricExports { get; private set; }

    public static OtlpReceiver Start() => new(FreePort.Next());

    /// <summary>Whether a text stands anywhere in what was sent.</summary>
    public bool Holds(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        lock (_lock)
        {
            return _bodies.Exists(body => body.AsSpan().IndexOf(bytes) >= 0);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                Take(context.Request.Url!.AbsolutePath, body.ToArray());
                context.Response.ContentType = "application/x-protobuf";
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                if (!_listener.IsListening)
                {
                    return;
                }
            }
        }
    }

    private void Take(string path, byte[] body)
    {
        lock (_lock)
        {
            _bodies.Add(body);
            if (path == "/v1/traces")
            {
                _spans.AddRange(OtlpSpan.ReadAll(body));
            }
            else if (path == "/v1/metrics")
            {
                MetricExports++;
            }
        }
    }
}
