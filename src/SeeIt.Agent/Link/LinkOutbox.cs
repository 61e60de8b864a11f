using System.Diagnostics;
using System.Threading.Channels;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.Link;

/// <summary>One message to the hub.</summary>
public abstract record LinkMessage
{
    private LinkMessage()
    {
    }

    public sealed record Report(CommandReport Body) : LinkMessage
    {
        /// <summary>The span in which it was said; none of one that is told again.</summary>
        public ActivityContext Trace { get; init; }
    }

    public sealed record Status(TvStatus Body) : LinkMessage;

    public sealed record Answer(PostAnswer Body) : LinkMessage;

    /// <summary>Viewing sessions wait in the store to be told.</summary>
    public sealed record Viewings : LinkMessage;
}

/// <summary>
/// What waits to be sent on the link that is up. Nothing here survives a link: each new one begins with a fresh
/// status and with every report that the hub has not confirmed (<see cref="Reporting.CommandReporter"/>). Thread-safe.
/// </summary>
public sealed class LinkOutbox
{
    private const int Capacity = 1024;
    private Channel<LinkMessage>? _link;

    /// <summary>The hub of this link is new enough to take them.</summary>
    internal bool TakesViewings { get; set; }

    /// <summary>Dropped when no link is up, or the link is so slow that 1,024 messages wait.</summary>
    public void Post(LinkMessage message) => Volatile.Read(ref _link)?.Writer.TryWrite(message);

    /// <summary>A new link reads from here on; what waited for the old one is dropped.</summary>
    internal ChannelReader<LinkMessage> Open()
    {
        var link = Channel.CreateBounded<LinkMessage>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        Volatile.Write(ref _link, link);
        return link.Reader;
    }

    internal void Close() => Volatile.Write(ref _link, null);
}
