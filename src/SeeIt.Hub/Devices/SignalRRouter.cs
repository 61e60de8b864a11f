using Microsoft.AspNetCore.SignalR;
using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Devices;

/// <summary>Sends over SignalR, each send bounded: a box that does not read must not hold up the hub.</summary>
internal sealed partial class SignalRRouter(
    IHubContext<DeviceHub> hub, DeviceLinks links, TimeProvider clock, ILogger<SignalRRouter> log) : IDeviceRouter
{
    private static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(5);

    public bool IsLinked(string tvId) => links.IsLinked(tvId);

    public Task SendCommandAsync(string tvId, Command command) => SendAsync(tvId, DeviceLink.ToBox.Command, command);

    public Task AskAsync(string tvId, PostQuestion question) => SendAsync(tvId, DeviceLink.ToBox.Ask, question);

    public Task CloseSheetAsync(string tvId, Guid postId) => SendAsync(tvId, DeviceLink.ToBox.SheetClosed, postId);

    public async Task UnpairAsync(string tvId)
    {
        await SendAsync(tvId, DeviceLink.ToBox.Unpaired);
        await links.CloseAsync(tvId);
    }

    private async Task SendAsync(string tvId, string method, params object[] arguments)
    {
        using var bound = new CancellationTokenSource(LongestSend, clock);
        try
        {
            await hub.Clients.User(tvId).SendCoreAsync(method, arguments, bound.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            LogNotSent(method, tvId, e);
        }
    }

    [LoggerMessage(312, LogLevel.Warning, "{Method} could not be sent to TV {TvId}.")]
    private partial void LogNotSent(string method, string tvId, Exception e);
}
