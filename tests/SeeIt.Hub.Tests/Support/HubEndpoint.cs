using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace SeeIt.Hub.Tests.Support;

/// <summary>What the hub answers at, as its own router lists it.</summary>
/// <param name="Method">GET, POST …</param>
/// <param name="Pattern">As <c>/api/v1/tvs/{id}</c>.</param>
/// <param name="IsPage">Of Web/Pages.</param>
internal sealed record HubEndpoint(HttpMethod Method, string Pattern, bool IsPage)
{
    public string Name => $"{Method} {Pattern}";

    public bool IsChange => Method != HttpMethod.Get;

    /// <summary>The pattern with an id that may exist in each place that wants one.</summary>
    public string Path(string tvId = "00000000000000000000000000000000") => Pattern
        .Replace("/tvs/{id}", $"/tvs/{tvId}", StringComparison.Ordinal)
        .Replace("{TvId}", tvId, StringComparison.Ordinal)
        .Replace("{code}", "BBBBBBBB", StringComparison.Ordinal)
        .Replace("{documentName}", "v1", StringComparison.Ordinal)
        .Replace("{id}", "nobody", StringComparison.Ordinal)
        .Replace("{id:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{postId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{PostId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal);

    public static IReadOnlyList<HubEndpoint> All(RunningHub hub) =>
    [
        .. from endpoint in hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
           from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET", "POST"]
           where method is not ("OPTIONS" or "HEAD" or "CONNECT")
           orderby endpoint.RoutePattern.RawText, method
           select new HubEndpoint(
               HttpMethod.Parse(method),
               "/" + endpoint.RoutePattern.RawText!.TrimStart('/'),
               endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null),
    ];
}
