using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using SeeIt.Contracts.Hub;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Devices;

/// <summary>The box's end of the link. SignalR runs one method at a time for each box.</summary>
[Authorize(Policies.Box)]
internal sealed class DeviceHub(DeviceDesk desk) : Microsoft.AspNetCore.SignalR.Hub
{
    private string TvId => Context.UserIdentifier!;

    [HubMethodName(DeviceLink.ToHub.Hello)]
    public Task<Welcome> HelloAsync(Hello hello)
    {
        var (caller, context) = (Clients.Caller, Context);
        return desk.HelloAsync(TvId, hello, epoch => new LinkConnection(
            context.ConnectionId, hello.BootId, epoch, context.Abort, () => caller.SendAsync(DeviceLink.ToBox.Replaced), context.ConnectionAborted));
    }

    /// <summary>Returns when it is on the disk.</summary>
    [HubMethodName(DeviceLink.ToHub.Report)]
    public Task ReportAsync(CommandReport report) => desk.ReportAsync(TvId, Context.ConnectionId, report);

    [HubMethodName(DeviceLink.ToHub.Status)]
    public void Status(TvStatus status) => desk.Enqueue(TvId, Context.ConnectionId, status);

    [HubMethodName(DeviceLink.ToHub.Answer)]
    public void Answer(PostAnswer answer) => desk.Enqueue(TvId, Context.ConnectionId, answer);

    [HubMethodName(DeviceLink.ToHub.Reconcile)]
    public Task ReconcileAsync() => desk.ReconcileAsync(TvId, Context.ConnectionId);

    /// <summary>Returns when they are on the disk.</summary>
    [HubMethodName(DeviceLink.ToHub.Viewings)]
    public Task ViewingsAsync(IReadOnlyList<Viewing> viewings) => desk.ViewingsAsync(TvId, Context.ConnectionId, viewings);

    /// <summary>Returns when the hub has forgotten it.</summary>
    [HubMethodName(DeviceLink.ToHub.Leave)]
    public Task LeaveAsync() => desk.UnpairAsync(TvId, Context.ConnectionId);

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await desk.LeaveAsync(TvId, Context.ConnectionId);
        await base.OnDisconnectedAsync(exception);
    }
}
