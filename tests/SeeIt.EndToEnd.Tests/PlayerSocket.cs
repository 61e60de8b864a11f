using System.Net.Sockets;
using SeeIt.Contracts.Player;

namespace SeeIt.EndToEnd.Tests;

/// <summary>A further control connection to a running player, in place of the agent's.</summary>
internal static class PlayerSocket
{
    private const long Last = 2;

    /// <summary>
    /// What the player has open: whoever greets it is told the state of each session. One that ends instead of answering, as
    /// when LibVLC does not let go of what it was told to stop, has nothing open any more.
    /// </summary>
    public static async Task<IReadOnlyList<long>> SessionsAsync(string path)
    {
        try
        {
            return await AskAsync(path);
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            return [];
        }
    }

    private static async Task<IReadOnlyList<long>> AskAsync(string path)
    {
        using var patience = new CancellationTokenSource(Eventually.DefaultTimeout);
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), patience.Token);
        await using var stream = new NetworkStream(socket);
        await FrameStream.WriteAsync(stream, new ControlHeader(), PlayerJson.Default.ConnectionHeader, patience.Token);
        await CallAsync(1, new HelloRequest(FrameStream.ProtocolVersion));

        // The states come before the answer to whatever is asked next.
        await CallAsync(Last, new SetPausedRequest(0, Paused: false));
        var sessions = new SortedSet<long>();
        while (await FrameStream.ReadAsync(stream, PlayerJson.Default.PlayerMessage, patience.Token) is { } message)
        {
            if (message.Event is StateEvent state)
            {
                sessions.Add(state.Session);
            }

            if (message.Reply?.Id == Last)
            {
                return [.. sessions];
            }
        }

        throw new EndOfStreamException("The player closed the connection.");

        async Task CallAsync(long id, PlayerRequest request) =>
            await FrameStream.WriteAsync(stream, new PlayerCall(id, request), PlayerJson.Default.PlayerCall, patience.Token);
    }
}
