using System.CommandLine;
using SeeIt.Demo.Broadcast;
using SeeIt.Demo.Run;

var root = new RootCommand("See it, all of it, on this machine.")
{
    RunCommand.Create(),
    BroadcastCommand.Create(),
};

// The commands end by their hosts' own handling of SIGINT and SIGTERM.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
