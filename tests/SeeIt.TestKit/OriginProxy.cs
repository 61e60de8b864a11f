using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace SeeIt.TestKit;

/// <summary>
/// A forward proxy on loopback that is also every origin: it serves files of a folder whatever the host is called, so a
/// request that went past it would find nobody. It gives parts of files, can leave requests unanswered, and give answers
/// of the test's own.
/// </summary>
public sealed class OriginProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _folder;
    private readonly Predicate<string> _silent;
    private readonly Func<string, string?> _answer;
    private readonly Task _accepting;

    /// <param name="folder">What it serves.</param>
    /// <param name="silent">Targets that are never answered.</param>
    /// <param name="answer">A whole answer for a target; null for the folder's.</param>
    /// <param name="listener">Where it listens, and is its own from now on; any port of this machine when null.</param>
    public OriginProxy(string folder, Predicate<string>? silent = null, Func<string, string?>? answer = null, TcpListener? listener = null)
    {
        _listener = listener ?? new TcpListener(IPAddress.Loopback, 0);
        _folder = folder;
        _silent = silent ?? (_ => false);
        _answer = answer ?? (_ => null);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The request lines, without the version.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Where the parts that were asked for begin.</summary>
    public ConcurrentQueue<long> Starts { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var parts = line.Split(' ');
                Requests.Enqueue($"{parts[0]} {parts[1]}");
                RangeHeaderValue? range = null;
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } header)
                {
                    if (header.StartsWith("Range:", StringComparison.OrdinalIgnoreCase))
                    {
                        range = RangeHeaderValue.Parse(header[6..]);
                    }
                }

                if (_silent(parts[1]))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                }

                await AnswerAsync(stream, parts[0], parts[1], range?.Ranges.Single().From);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string method, string target, long? from)
    {
        if (_answer(target) is { } whole)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(whole), _stop.Token);
            return;
        }

        var name = Uri.TryCreate(target, UriKind.Absolute, out var url) ? Path.GetFileName(url.AbsolutePath) : "";
        var file = Path.Combine(_folder, name);
        var found = method == "GET" && File.Exists(file);
        var body = found ? await File.ReadAllBytesAsync(file, _stop.Token) : [];
        var status = found ? "200 OK" : "404 Not Found";
        var ranges = "";
        if (found && from is { } start)
        {
            Starts.Enqueue(start);
            status = "206 Partial Content";
            ranges = $"Content-Range: bytes {start}-{body.Length - 1}/{body.Length}\r\n";
            body = body[(int)start..];
        }

        await stream.WriteAsync(
            Encoding.Latin1.GetBytes(
                $"HTTP/1.1 {status}\r\nContent-Type: {Type(name)}\r\nAccept-Ranges: bytes\r\n{ranges}Content-Length: {body.Length}\r\n\r\n"),
            _stop.Token);
        await stream.WriteAsync(body, _stop.Token);
    }

    private static string Type(string name) => Path.GetExtension(name) switch
    {
        ".m3u8" => "application/vnd.apple.mpegurl",
        ".mpd" => "application/dash+xml",
        ".mp4" or ".m4s" => "video/mp4",
        _ => "video/mp2t",
    };
}
