using System.Net.Http.Json;
using System.Net.Sockets;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;

namespace SeeIt.EndToEnd.Tests;

/// <summary>The owner at the box: the agent's API on its Unix socket, of whichever agent listens there now.</summary>
public sealed class BoxClient : IDisposable
{
    private readonly HttpClient _http;

    /// <param name="stateFolder">The agent's.</param>
    public BoxClient(string stateFolder) => _http = new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = (_, cancellation) => ConnectAsync(Path.Combine(stateFolder, AgentApi.SocketName), cancellation),
    })
    {
        BaseAddress = new Uri("http://box"),
    };

    public async Task<AgentStatus> StatusAsync() =>
        (await _http.GetFromJsonAsync(AgentApi.StatusPath, LocalApiJson.Default.AgentStatus))!;

    public async Task<IReadOnlyList<ChannelInfo>> ChannelsAsync() =>
        (await _http.GetFromJsonAsync(AgentApi.ChannelsPath, LocalApiJson.Default.IReadOnlyListChannelInfo))!;

    /// <summary>Returns the terminal report.</summary>
    public async Task<CommandReport> DoAsync(Verb verb)
    {
        using var response = await _http.PostAsJsonAsync(AgentApi.CommandsPath, verb, LocalApiJson.Default.Verb);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync(LocalApiJson.Default.CommandReport))!;
    }

    public void Dispose() => _http.Dispose();

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
