using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace SeeIt.Hub.Api;

/// <summary>A request that cannot be read is the caller's fault: they are told what is wrong with it, and the hub's log stays quiet.</summary>
internal sealed class UnreadableRequests : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException bad)
        {
            return false;
        }

        var detail = bad.InnerException is JsonException json ? $"The body is not what is expected here: {json.Message}" : bad.Message;
        await Problems.Of(bad.StatusCode, detail).ExecuteAsync(context);
        return true;
    }
}
