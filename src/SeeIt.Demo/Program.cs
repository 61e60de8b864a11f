using System.CommandLine;
using SeeIt.Demo.Broadcast;

var root = new RootCommand("See it, all of it, on this machine.")
{
    BroadcastCommand.Create(),
};

// The commands end by their hosts' own handling of SIGINT and SIGTERM.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
