using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Devices;

/// <summary>The box's end of the link. Every method only hands on and returns: SignalR runs one at a time for each box.</summary>
[Authorize(Policies.Box)]
internal sealed class DeviceHub(DeviceDesk desk) : Microsoft.AspNetCore.SignalR.Hub
{
    private string TvId => Context.UserIdentifier!;

    [HubMethodName(DeviceLink.ToHub.Hello)]
    public Task<Welcome> HelloAsync(Hello hello) =>
        desk.HelloAsync(TvId, hello, new LinkConnection(Context.ConnectionId, Context.Abort, Context.ConnectionAborted));

    [HubMethodName(DeviceLink.ToHub.Report)]
    public void Report(CommandReport report) => desk.Enqueue(TvId, Context.ConnectionId, report);

    [HubMethodName(DeviceLink.ToHub.Status)]
    public void Status(TvStatus status) => desk.Enqueue(TvId, Context.ConnectionId, status);

    [HubMethodName(DeviceLink.ToHub.Answer)]
    public void Answer(PostAnswer answer) => desk.Enqueue(TvId, Context.ConnectionId, answer);

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await desk.LeaveAsync(TvId, Context.ConnectionId);
        await base.OnDisconnectedAsync(exception);
    }
}
