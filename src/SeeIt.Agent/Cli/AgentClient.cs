using System.Net.Sockets;
using SeeIt.Agent.Settings;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;

namespace SeeIt.Agent.Cli;

/// <summary>Talks to the running service over its Unix socket.</summary>
internal sealed class AgentClient : IDisposable
{
    private readonly HttpClient _http;

    private AgentClient(string socketPath)
    {
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellation) => new NetworkStream(await ConnectAsync(socketPath, cancellation), ownsSocket: true),
        })
        {
            BaseAddress = new Uri("http://agent"),
            Timeout = TimeSpan.FromMinutes(2),
        };
    }

    /// <summary>Null when no service listens.</summary>
    public static AgentClient? TryConnect(AgentSettings settings) => TryConnect(settings, out _);

    /// <param name="settings">Where it would listen.</param>
    /// <param name="isForbidden">Something is there, and this user may not connect to it.</param>
    public static AgentClient? TryConnect(AgentSettings settings, out bool isForbidden)
    {
        isForbidden = false;
        var socketPath = Path.Combine(settings.RuntimeFolder, AgentApi.SocketName);
        try
        {
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            probe.Connect(new UnixDomainSocketEndPoint(socketPath));
            return new AgentClient(socketPath);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentOutOfRangeException)
        {
            isForbidden = exception is SocketException { SocketErrorCode: SocketError.AccessDenied };
            return null;
        }
    }

    public async Task<AgentStatus> StatusAsync(CancellationToken cancellation) =>
        (await _http.GetFromJsonAsync(AgentApi.StatusPath, LocalApiJson.Default.AgentStatus, cancellation))!;

    public async Task<CandidateList> MatchAsync(Post post, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync(AgentApi.MatchPath, post, LocalApiJson.Default.Post, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(LocalApiJson.Default.CandidateList, cancellation))!;
    }

    public async Task<IReadOnlyList<ChannelInfo>> ChannelsAsync(CancellationToken cancellation) =>
        (await _http.GetFromJsonAsync(AgentApi.ChannelsPath, LocalApiJson.Default.IReadOnlyListChannelInfo, cancellation))!;

    /// <summary>Returns when lineups and guides are fetched and imported.</summary>
    public async Task<RefreshReport> RefreshAsync(CancellationToken cancellation)
    {
        _http.Timeout = Timeout.InfiniteTimeSpan;
        using var response = await _http.PostAsync(new Uri(AgentApi.RefreshPath, UriKind.Relative), null, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(LocalApiJson.Default.RefreshReport, cancellation))!;
    }

    /// <summary>Returns when the box is another one.</summary>
    public async Task<ResetReport> ResetAsync(CancellationToken cancellation)
    {
        using var response = await _http.PostAsync(new Uri(AgentApi.ResetPath, UriKind.Relative), null, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(LocalApiJson.Default.ResetReport, cancellation))!;
    }

    /// <summary>The picture that is on, as a PNG; or why there is none.</summary>
    public async Task<(byte[]? Image, string? Problem)> SnapshotAsync(int width, CancellationToken cancellation)
    {
        using var response = await _http.GetAsync(new Uri($"{AgentApi.SnapshotPath}?width={width}", UriKind.Relative), cancellation);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadAsByteArrayAsync(cancellation), null)
            : (null, await response.Content.ReadAsStringAsync(cancellation));
    }

    public async Task<CommandReport> CommandAsync(Verb verb, CancellationToken cancellation)
    {
        using var response = await _http.PostAsJsonAsync(AgentApi.CommandsPath, verb, LocalApiJson.Default.Verb, cancellation);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(LocalApiJson.Default.CommandReport, cancellation))!;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<Socket> ConnectAsync(string socketPath, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
