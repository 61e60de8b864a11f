namespace SeeIt.Hub.Commands;

internal static class CommandSetup
{
    public static void AddCommands(this IServiceCollection services)
    {
        services.AddSingleton<CommandTable>();
        services.AddSingleton<CommandService>();
        services.AddHostedService<CommandExpiry>();
    }
}
