using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using SeeIt.Agent.Link;
using SeeIt.Agent.LocalApi;
using SeeIt.Agent.Pairing;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Agent.Sources.Guides;
using SeeIt.Agent.Sources.Lineups;
using SeeIt.Agent.Sources.Lineups.HdHomeRun;
using SeeIt.Agent.Sources.Lineups.SatIp;
using SeeIt.Agent.Storage;
using SeeIt.Agent.Systemd;
using SeeIt.Contracts.LocalApi;
using SeeIt.Contracts.Systemd;
using SeeIt.Guide;
using SeeIt.Relay;

namespace SeeIt.Agent;

/// <summary>Puts the agent together.</summary>
internal static class AgentHost
{
    /// <summary>The service: everything that the settings switch on.</summary>
    public static IHost BuildService(AgentSettings settings, StateFolder state, IConfiguration configuration)
    {
        if (!settings.LocalApi.Enabled)
        {
            var plain = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            AddService(plain, settings, state, configuration);
            return plain.Build();
        }

        var web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        AddService(web, settings, state, configuration);
        web.WebHost.UseKestrelCore().ConfigureKestrel(server => LocalEndpoints.Listen(server, settings));
        web.Services.AddRoutingCore();
        web.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, LocalApiJson.Default));
        if (settings.Announce)
        {
            web.Services.AddHostedService<Announcement>();
        }

        var app = web.Build();
        app.UseRouting();
        LocalEndpoints.Map(app);

        // A free port is known from then on, and nobody can have named it before.
        app.Lifetime.ApplicationStarted.Register(() =>
            app.Services.GetRequiredService<RelayOptions>().OwnPorts.Add(LocalEndpoints.PortOf(app.Services.GetRequiredService<IServer>())));
        return app;
    }

    /// <summary>Just flow and player, for one command at the box when no service runs.</summary>
    public static IHost BuildStandalone(AgentSettings settings, StateFolder state, IConfiguration configuration)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        AddCore(builder, settings, state, configuration);
        return builder.Build();
    }

    /// <summary>For lineups, guides and the hub's pairing; what stands before an "@" in an address is told only to a server that asks.</summary>
    internal static HttpClient MakeHttpClient(bool followsRedirects = true) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = followsRedirects,
        AutomaticDecompression = DecompressionMethods.All,
        Credentials = new UserInfoCredentials(),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    { Timeout = TimeSpan.FromSeconds(20) };

    /// <exception cref="IOException">The port that the owner named cannot be had.</exception>
    private static ForwardProxy MakeProxy(IServiceProvider services)
    {
        var options = services.GetRequiredService<RelayOptions>();
        try
        {
            return new ForwardProxy(options, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<ForwardProxy>>());
        }
        catch (SocketException exception)
        {
            throw new IOException(
                $"Player:ProxyPort: '{options.ProxyPort}': the relay cannot listen there on 127.0.0.1: {exception.Message}.", exception);
        }
    }

    private static void AddService(IHostApplicationBuilder builder, AgentSettings settings, StateFolder state, IConfiguration configuration)
    {
        AddCore(builder, settings, state, configuration);
        var services = builder.Services;
        services.AddSystemd();
        services.AddHostedService<ServiceStatus>();
        services.AddHostedService(provider => provider.GetRequiredService<LineupRefresher>());
        services.AddHostedService(provider => provider.GetRequiredService<PostAnswerer>());
        if (settings.Hub is not null)
        {
            // The hub checks the box's signatures against the true time, whatever clock a demonstration shows.
            services.AddSingleton(provider => ActivatorUtilities.CreateInstance<HubAuthority>(provider, TimeProvider.System));
            services.AddSingleton<AccessTokens>();
            services.AddSingleton<PairingFlow>();
            services.AddHostedService<HubLink>();
        }

    }

    private static void AddCore(IHostApplicationBuilder builder, AgentSettings settings, StateFolder state, IConfiguration configuration)
    {
        var services = builder.Services;
        builder.Logging.AddConfiguration(configuration.GetSection("Logging")).AddSimpleConsole(console => console.SingleLine = true);

        TimeProvider time = new BoxClock(settings.Zone, settings.Clock);
        services.AddSingleton(time);
        services.AddSingleton(settings);
        services.AddSingleton(state);
        services.AddSingleton<BootId>();
        services.AddSingleton(BoxIdentity.LoadOrCreate(state.Path));
        services.AddSingleton(new StateStore(state.Path, time));
        services.AddSingleton(_ => MakeHttpClient());

        services.AddSingleton<Problems>();
        services.AddSingleton<LinkOutbox>();
        services.AddSingleton(new LinkWakes(time, TimeProvider.System));
        services.AddSingleton<LinkConnection>();
        services.AddSingleton<BoxReset>();
        services.AddSingleton<PostAnswerer>();
        services.AddSingleton<CommandReporter>();
        services.AddSingleton<ViewingSessions>();
        services.AddSingleton<StatusReporter>();
        services.AddSingleton<CommandInbox>();
        services.AddSingleton<LocalCommands>();
        services.AddSingleton<PlayerVerbs>();
        services.AddSingleton(HouseholdGuide.Open(state.Path, time));
        services.AddSingleton<Household>();
        services.AddSingleton(new GuideDownload(state.Path, TimeProvider.System));
        services.AddSingleton<GuideFetcher>();
        services.AddSingleton(_ => new LineupHttp(MakeHttpClient(followsRedirects: false), TimeProvider.System));
        services.AddSingleton<HdHomeRunDevices>();
        services.AddSingleton<SatIpServers>();
        services.AddSingleton<LineupProviders>();
        services.AddSingleton<LineupFetcher>();
        services.AddSingleton<LineupRefresher>();

        var relay = new RelayOptions { RecordingsFolder = state.Recordings, ProxyPort = settings.Player.ProxyPort };
        if (settings.LocalApi is { Enabled: true, Port: > 0 and var port })
        {
            relay.OwnPorts.Add(port);
        }

        services.AddSingleton(relay);
        services.AddSingleton<LiveRelay>();
        services.AddSingleton(MakeProxy);
        services.AddSingleton<SharedSources>();
        services.AddSingleton<SourceMemory>();
        services.AddSingleton<DecoderMemory>();
        services.AddSingleton<MediaOpener>();
        services.AddSingleton(new AvailableMemory());
        services.AddSingleton<Standbys>();
        services.AddSingleton<Tuner>();
        services.AddSingleton<PictureRecovery>();
        services.AddSingleton<PictureKeeper>();
        services.AddSingleton<PlayerHost>();
        services.AddSingleton<IPlayer>(provider => provider.GetRequiredService<PlayerHost>());
        services.AddSingleton<IOverlay>(provider => provider.GetRequiredService<PlayerHost>());
        services.AddHostedService(provider => provider.GetRequiredService<PlayerHost>());
        services.AddSingleton(_ => ServiceNotice.FromEnvironment());
        services.AddSingleton<FlowWatchdog>();
        services.AddHostedService<SeeItFlow>();
    }
}
