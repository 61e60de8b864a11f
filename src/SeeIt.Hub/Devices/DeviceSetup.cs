using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using OpenIddict.Abstractions;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Devices;

internal static class DeviceSetup
{
    public static void AddDevices(this IServiceCollection services)
    {
        services.AddSingleton<DeviceLinks>();
        services.AddSingleton<IDeviceRouter, SignalRRouter>();
        services.AddSingleton<DeviceDesk>();
        services.AddSingleton<StatusBook>();
        services.AddHostedService<Draining>();
        services.AddHostedService(provider => provider.GetRequiredService<StatusBook>());
        services.AddSingleton<IUserIdProvider, DeviceIdProvider>();
        services
            .AddSignalR(options =>
            {
                options.KeepAliveInterval = TimeSpan.FromSeconds(10);
                options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
                options.MaximumReceiveMessageSize = 64 * 1024;
            })
            .AddJsonProtocol(options => options.PayloadSerializerOptions = new JsonSerializerOptions(HubJson.Default.Options));
    }

    public static void MapDevices(this WebApplication app) =>
        app.MapHub<DeviceHub>(DeviceLink.Path, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.CloseOnAuthenticationExpiration = true;
        });

    /// <summary>A box's connections belong to its id: sends address the box, never a connection.</summary>
    private sealed class DeviceIdProvider : IUserIdProvider
    {
        public string? GetUserId(HubConnectionContext connection) => connection.User.GetClaim(OpenIddictConstants.Claims.Subject);
    }
}
