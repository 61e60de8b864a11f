using System.Threading.Channels;
using SeeIt.Contracts.Hub;

namespace SeeIt.Agent.SeeIt;

/// <summary>A command, and when it came by the monotonic clock.</summary>
public sealed record ReceivedCommand(Command Command, long ReceivedAt);

/// <summary>Commands on their way to the flow: from the link, and from the command line. Thread-safe.</summary>
public sealed class CommandInbox(TimeProvider time)
{
    private readonly Channel<ReceivedCommand> _commands = Channel.CreateUnbounded<ReceivedCommand>(new() { SingleReader = true });

    public ChannelReader<ReceivedCommand> Commands => _commands.Reader;

    public void Post(Command command) => _commands.Writer.TryWrite(new ReceivedCommand(command, time.GetTimestamp()));
}
