using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SeeIt.Agent.Link;
using SeeIt.Agent.Pairing;
using SeeIt.Agent.Playback;
using SeeIt.Agent.Reporting;
using SeeIt.Agent.SeeIt;
using SeeIt.Agent.Settings;
using SeeIt.Agent.Sources;
using SeeIt.Contracts;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;

namespace SeeIt.Agent.LocalApi;

/// <summary>Where the agent listens, and what it answers there.</summary>
internal static class LocalEndpoints
{
    /// <summary>The owner's Unix socket, and one TCP port for what an unpaired phone may know.</summary>
    public static void Listen(KestrelServerOptions server, AgentSettings settings)
    {
        var socket = Path.Combine(settings.RuntimeFolder, AgentApi.SocketName);

        // The state folder's lock is ours by now: a socket that lies there was left by an agent that died.
        File.Delete(socket);
        server.ListenUnixSocket(socket);
        server.Listen(new IPEndPoint(settings.LocalApi.Address, settings.LocalApi.Port));
        server.AddServerHeader = false;
    }

    /// <summary>Which TCP port it got. Known once the host has started.</summary>
    public static int PortOf(IServer server) => server.Features.Get<IServerAddressesFeature>()!.Addresses
        .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && IPAddress.TryParse(uri.Host.Trim('[', ']'), out _) ? uri.Port : 0)
        .First(port => port > 0);

    public static void Map(WebApplication app)
    {
        app.MapGet(AgentApi.BoxPath, (BoxIdentity identity, AgentSettings settings) => Box(identity, settings));

        var owner = app.MapGroup("").AddEndpointFilter(async (context, next) =>
            IsOwner(context.HttpContext) ? await next(context) : Results.NotFound());
        owner.MapGet(AgentApi.StatusPath, (BoxIdentity identity, AgentSettings settings, LinkConnection link, StatusReporter status,
            PlayerHost player, Household household, IServiceProvider services) => new AgentStatus(
                Box(identity, settings), link.IsUp, status.Snapshot(), Prompt(services.GetService<PairingFlow>()?.Offer), player.IsUp, household.Extent));
        owner.MapGet(AgentApi.ChannelsPath, (Household household) => household.Describe());
        owner.MapPost(AgentApi.RefreshPath, RefreshAsync);
        owner.MapPost(AgentApi.MatchPath, (Post post, Household household) => household.Match(post));
        owner.MapPost(AgentApi.ResetPath, (BoxReset reset) => reset.RunAsync(CancellationToken.None));
        owner.MapGet(AgentApi.SnapshotPath, SnapshotAsync);
        owner.MapPost(AgentApi.CommandsPath, (Verb verb, LocalCommands commands, CancellationToken gone) => commands.RunAsync(verb, null, gone));
    }

    private static async Task<RefreshReport> RefreshAsync(LineupRefresher refresher, Household household, CancellationToken gone) =>
        new(await refresher.RefreshAsync(gone), household.Describe().Count);

    private static async Task<IResult> SnapshotAsync(int width, IPlayer player, CancellationToken gone)
    {
        try
        {
            return player.On is { } session
                ? Results.Bytes(await player.SnapshotAsync(session, width, gone), "image/png")
                : Results.Text("Nothing is on.", statusCode: StatusCodes.Status409Conflict);
        }
        catch (PlayerException exception)
        {
            return Results.Text(exception.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }

    /// <summary>
    /// The socket is its group's too: who may reach it is said by its folder. The state folder has mode 0700; systemd's
    /// RuntimeDirectory lets in what the unit says. Known once the host has started.
    /// </summary>
    public static void OpenToGroup(AgentSettings settings) => File.SetUnixFileMode(
        Path.Combine(settings.RuntimeFolder, AgentApi.SocketName),
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);

    /// <summary>A connection over the Unix socket has no IP address; who may make one, the mode of its folder says.</summary>
    private static bool IsOwner(HttpContext context) => context.Connection.LocalIpAddress is null;

    private static PairingPrompt? Prompt(PairingOffer? offer) =>
        offer is null ? null : new(offer.Address, offer.UserCode, offer.Number);

    private static BoxInfo Box(BoxIdentity identity, AgentSettings settings) =>
        new(identity.BoxId, settings.Name, settings.Model, AgentVersion.Text, identity.ClientId is not null);
}
