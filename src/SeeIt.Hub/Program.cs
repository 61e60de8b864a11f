using SeeIt.Hub.Accounts;
using SeeIt.Hub.Api;
using SeeIt.Hub.Backups;
using SeeIt.Hub.Commands;
using SeeIt.Hub.Devices;
using SeeIt.Hub.Hosting;
using SeeIt.Hub.Pairing;
using SeeIt.Hub.Posts;
using SeeIt.Hub.Telemetry;
using SeeIt.Hub.Unfolding;
using SeeIt.Hub.Web;
using SeeIt.Relay.Guard;

namespace SeeIt.Hub;

/// <summary>The hub's table of contents.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case [AccountCommand.Name, ..]:
                return await AccountCommand.RunAsync(args, Console.Out, Console.Error, TimeProvider.System);
            case [BackupCommand.Name, ..]:
                return await BackupCommand.RunAsync(args, Console.Out, Console.Error, TimeProvider.System);
            case [RestoreCommand.Name, ..]:
                return await RestoreCommand.RunAsync(args, Console.Out, Console.Error, TimeProvider.System);
            default:
                return HubConfiguration.Read(args, Console.Error) is { } settings ? await RunAsync(settings, args) : 2;
        }
    }

    /// <summary>The hub until it is stopped. What who runs it can mend is said in a line; exit code 2.</summary>
    private static async Task<int> RunAsync(HubSettings settings, string[] args)
    {
        try
        {
            using var held = FolderLock.TryHold(settings.DataFolder);
            if (held is null || RestoreCommand.IsUnfinished(settings.DataFolder))
            {
                await Console.Error.WriteLineAsync(held is null
                    ? $"seeit-hub: another seeit-hub uses the data folder {settings.DataFolder}. Stop it, or name another DataFolder."
                    : $"seeit-hub: a restore of {settings.DataFolder} was broken off. Run seeit-hub restore again.");
                return 2;
            }

            await using var app = Build(settings, args, TimeProvider.System);
            await PrepareAsync(app);
            await app.StartAsync();
            Console.WriteLine($"seeit-hub is listening on {string.Join(" ", app.Urls)}");
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"seeit-hub: {e.Message}");
            return 2;
        }
    }

    public static WebApplication Build(HubSettings settings, string[] args, TimeProvider clock) => Build(settings, args, clock, Network.System);

    /// <param name="settings">What the hub is told.</param>
    /// <param name="args">For the web server.</param>
    /// <param name="clock">The time.</param>
    /// <param name="network">The way out to what posts link to.</param>
    internal static WebApplication Build(HubSettings settings, string[] args, TimeProvider clock, Network network)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(Program).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        HubConfiguration.Sources(builder.Configuration, args);
        var folder = new DataFolder(settings.DataFolder);

        // The keys lie unencrypted in a folder that only the hub's user can read: there is no better place on a box at home.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error);

        // They tell every request: codes, invitations and what was shared; proofs and assertions.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Warning);
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning);

        // Twenty lines for each request, with its SQL: a phone could fill the disk with them.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database.Command", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Routing.EndpointMiddleware", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Http", LogLevel.Warning);

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(folder);
        services.AddSingleton(clock);
        services.AddHosting(settings);
        services.AddAccounts(settings, folder);
        services.AddPairing(settings, folder);
        services.AddDevices();
        services.AddLinkAdmission(settings);
        services.AddCommands();
        services.AddSingleton<PostService>();
        services.AddUnfolding(network);
        services.AddApi();
        services.AddWeb();
        services.AddHostedService<Housekeeping>();
        services.AddTelemetry(settings);

        var app = builder.Build();
        app.UseProxies();
        app.UseTraces();
        app.UseExceptionHandler();
        app.UseWebSecurity();
        app.UsePages();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapApi();
        app.MapDevices();
        app.MapPages();
        return app;
    }

    /// <summary>Brings the databases up to date and takes up what was open. Before the first request.</summary>
    /// <exception cref="InvalidDataException">A newer hub wrote one of them: none was changed.</exception>
    public static async Task PrepareAsync(WebApplication app)
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            // Both are looked at before either is changed.
            CommandSql.RefuseNewer(app.Services.GetRequiredService<DataFolder>().Commands);
            await AccountsSchema.UpgradeAsync(scope.ServiceProvider.GetRequiredService<HubDatabase>());
            await scope.ServiceProvider.GetRequiredService<BoxClients>().SeedAsync();
        }

        app.Services.GetRequiredService<CommandService>().Load();
        app.Services.GetRequiredService<DeviceDesk>().Load();
    }
}
