using Microsoft.EntityFrameworkCore;
using SeeIt.Hub.Accounts;
using SeeIt.Hub.Api;
using SeeIt.Hub.Commands;
using SeeIt.Hub.Devices;
using SeeIt.Hub.Hosting;
using SeeIt.Hub.Pairing;
using SeeIt.Hub.Posts;
using SeeIt.Hub.Unfolding;
using SeeIt.Hub.Web;
using SeeIt.Relay.Guard;

namespace SeeIt.Hub;

/// <summary>The hub's table of contents.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [AccountCommand.Name, ..])
        {
            return await AccountCommand.RunAsync(args, Console.Out, Console.Error, TimeProvider.System);
        }

        if (HubConfiguration.Read(args, Console.Error) is not { } settings)
        {
            return 2;
        }

        await using var app = Build(settings, args, TimeProvider.System);
        await PrepareAsync(app);
        await app.StartAsync();
        Console.WriteLine($"seeit-hub is listening on {string.Join(" ", app.Urls)}");
        await app.WaitForShutdownAsync();
        return 0;
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

        var app = builder.Build();
        app.UseProxies();
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
    public static async Task PrepareAsync(WebApplication app)
    {
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<HubDatabase>();
            await database.Database.MigrateAsync();
            await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
            await scope.ServiceProvider.GetRequiredService<BoxClients>().SeedAsync();
        }

        app.Services.GetRequiredService<CommandService>().Load();
        app.Services.GetRequiredService<DeviceDesk>().Load();
    }
}
