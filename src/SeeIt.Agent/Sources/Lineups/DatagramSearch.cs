using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SeeIt.Agent.Sources.Lineups;

/// <summary>Where a question goes, and from which of this machine's addresses.</summary>
internal readonly record struct SearchTarget(IPAddress From, IPEndPoint To)
{
    public static SearchTarget One(IPAddress address, int port) => new(IPAddress.Any, new IPEndPoint(address, port));

    /// <summary>Everyone on each of this machine's IPv4 networks, itself among them.</summary>
    public static IReadOnlyList<SearchTarget> Broadcast(int port) =>
        [.. Own().Select(own => new SearchTarget(own.Address, new IPEndPoint(BroadcastOf(own), port)))];

    /// <summary>Whoever has joined the group on one of this machine's IPv4 networks.</summary>
    public static IReadOnlyList<SearchTarget> Multicast(IPEndPoint group) => [.. Own().Select(own => new SearchTarget(own.Address, group))];

    private static IEnumerable<UnicastIPAddressInformation> Own() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
        .SelectMany(network => network.GetIPProperties().UnicastAddresses)
        .Where(own => own.Address.AddressFamily == AddressFamily.InterNetwork);

    private static IPAddress BroadcastOf(UnicastIPAddressInformation own) =>
        new([.. own.Address.GetAddressBytes().Zip(own.IPv4Mask.GetAddressBytes(), (part, mask) => (byte)(part | ~mask))]);
}

/// <summary>An answer, and who gave it.</summary>
internal readonly record struct SearchAnswer(IPAddress From, byte[] Content);

/// <summary>Asks by UDP who is there, and collects the answers.</summary>
internal static class DatagramSearch
{
    /// <summary>UDP may lose the one or the other.</summary>
    private const int Times = 4;

    /// <param name="question">What is sent to each target.</param>
    /// <param name="targets">Whom to ask.</param>
    /// <param name="limit">How long answers are waited for; a part of it after each time that it is asked.</param>
    /// <param name="isEnough">Looks at each answer: true when no more are needed.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="OperationCanceledException">Cancelled by the caller.</exception>
    public static async Task<IReadOnlyList<SearchAnswer>> AskAsync(
        byte[] question, IReadOnlyList<SearchTarget> targets, TimeSpan limit, Func<SearchAnswer, bool> isEnough, TimeProvider time, CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sockets = targets.Select(Open).OfType<(Socket, SearchTarget)>().ToList();
        try
        {
            var answers = new List<SearchAnswer>();
            var listening = sockets.Select(socket => ListenAsync(socket.Item1, Take, over.Token)).ToList();
            for (var count = 0; count < Times && !over.IsCancellationRequested; count++)
            {
                foreach (var (socket, target) in sockets)
                {
                    TrySend(socket, question, target.To);
                }

                await Task.Delay(limit / Times, time, over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await over.CancelAsync();
            await Task.WhenAll(listening);
            cancellation.ThrowIfCancellationRequested();
            return answers;

            void Take(SearchAnswer answer)
            {
                lock (answers)
                {
                    answers.Add(answer);
                }

                if (isEnough(answer))
                {
                    over.Cancel();
                }
            }
        }
        finally
        {
            sockets.ForEach(socket => socket.Item1.Dispose());
        }
    }

    private static (Socket, SearchTarget)? Open(SearchTarget target)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
        try
        {
            socket.Bind(new IPEndPoint(target.From, 0));
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, target.From.GetAddressBytes());
            return (socket, target);
        }
        catch (SocketException)
        {
            // The network has just gone.
            socket.Dispose();
            return null;
        }
    }

    private static void TrySend(Socket socket, byte[] question, IPEndPoint target)
    {
        try
        {
            socket.SendTo(question, target);
        }
        catch (SocketException)
        {
            // No way there: nobody answers then.
        }
    }

    private static async Task ListenAsync(Socket socket, Action<SearchAnswer> take, CancellationToken over)
    {
        var buffer = new byte[ushort.MaxValue];
        while (!over.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), over);
                take(new SearchAnswer(((IPEndPoint)received.RemoteEndPoint).Address, buffer[..received.ReceivedBytes]));
            }
            catch (SocketException)
            {
                // A target's machine says that nobody listens there.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
