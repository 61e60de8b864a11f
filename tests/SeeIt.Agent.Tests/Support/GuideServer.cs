using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SeeIt.Agent.Tests.Support;

/// <summary>What a server of guides answers at a path.</summary>
/// <param name="Body">As it is sent.</param>
internal sealed record GuideAnswer(byte[] Body)
{
    public string Status { get; init; } = "200 OK";

    /// <summary>Whole header lines.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    /// <summary>Sent as the answer when the request has it as If-None-Match.</summary>
    public string? ETag { get; init; }

    /// <summary>The same for If-Modified-Since.</summary>
    public string? LastModified { get; init; }

    /// <summary>"user:password" without which the answer is 401.</summary>
    public string? Login { get; init; }

    /// <summary>How much of the body is sent before the connection is cut; null: all of it.</summary>
    public int? CutAfter { get; init; }

    /// <summary>In chunks, for which no length is said.</summary>
    public bool Chunked { get; init; }

    public static GuideAnswer Xmltv(string xml) => new(Encoding.UTF8.GetBytes(xml));

    public static byte[] Gzip(byte[] content)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}

/// <summary>Serves guides over plain HTTP/1.1, byte by byte as a test wants it.</summary>
internal sealed class GuideServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, GuideAnswer> _answers = new();
    private readonly ConcurrentQueue<string> _requests = new();

    public GuideServer()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Host and port.</summary>
    public string Authority => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>The status that each request was answered with, and its path.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public GuideAnswer this[string path]
    {
        set => _answers[path] = value;
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var connection = client;
        await using var stream = connection.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            var path = (await reader.ReadLineAsync())!.Split(' ')[1];
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await reader.ReadLineAsync() is { Length: > 0 } line)
            {
                headers[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            }

            var answer = _answers.GetValueOrDefault(path) ?? GuideAnswer.Xmltv("") with { Status = "404 Not Found" };
            if (answer.Login is { } login && headers.GetValueOrDefault("Authorization") != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login)))
            {
                answer = GuideAnswer.Xmltv("") with { Status = "401 Unauthorized", Headers = ["WWW-Authenticate: Basic realm=\"guide\""] };
            }
            else if ((answer.ETag is { } etag && headers.GetValueOrDefault("If-None-Match") == etag)
                || (answer.LastModified is { } modified && headers.GetValueOrDefault("If-Modified-Since") == modified))
            {
                answer = GuideAnswer.Xmltv("") with { Status = "304 Not Modified" };
            }

            _requests.Enqueue($"{answer.Status[..3]} {path}");
            await SendAsync(stream, answer);
        }
        catch (IOException)
        {
            // The client went away.
        }
    }

    private static async Task SendAsync(NetworkStream stream, GuideAnswer answer)
    {
        List<string> head =
        [
            $"HTTP/1.1 {answer.Status}", "Connection: close", .. answer.Headers,
            .. answer.ETag is { } etag ? [$"ETag: {etag}"] : Array.Empty<string>(),
            .. answer.LastModified is { } modified ? [$"Last-Modified: {modified}"] : Array.Empty<string>(),
        ];
        if (!answer.Chunked)
        {
            head.Add($"Content-Length: {answer.Body.Length}");
        }

        await stream.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", head) + "\r\n\r\n"));
        var body = answer.Body.AsMemory(0, answer.CutAfter ?? answer.Body.Length);
        if (!answer.Chunked)
        {
            await stream.WriteAsync(body);
            return;
        }

        const int Piece = 1000;
        for (var at = 0; at < body.Length; at += Piece)
        {
            var piece = body[at..Math.Min(at + Piece, body.Length)];
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"{piece.Length:x}\r\n"));
            await stream.WriteAsync(piece);
            await stream.WriteAsync("\r\n"u8.ToArray());
        }

        if (answer.CutAfter is null)
        {
            await stream.WriteAsync("0\r\n\r\n"u8.ToArray());
        }
    }
}
