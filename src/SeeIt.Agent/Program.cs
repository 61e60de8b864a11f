using SeeIt.Agent.Cli;

return await AgentCommandLine.RunAsync(args);
