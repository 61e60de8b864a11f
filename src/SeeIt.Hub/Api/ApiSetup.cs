using System.Text.Json.Serialization;
using SeeIt.Contracts.Api;
using SeeIt.Hub.Accounts;

namespace SeeIt.Hub.Api;

internal static class ApiSetup
{
    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<HouseholdEvents>();
        services.AddScoped<SnapshotReader>();
        services.AddProblemDetails();
        services.AddExceptionHandler<UnreadableRequests>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi();
        services.ConfigureHttpJsonOptions(options =>
        {
            var json = options.SerializerOptions;
            json.Converters.Add(new JsonStringEnumConverter());
            json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.AllowOutOfOrderMetadataProperties = true;
            json.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
    }

    public static void MapApi(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        var api = app.MapGroup("/api/v1").WithTags("See it").ProducesProblem(StatusCodes.Status401Unauthorized);
        AccountEndpoints.Map(api.MapGroup("/account"));

        var people = api.MapGroup("").RequireAuthorization(Policies.Person).AddEndpointFilter<SameOrigin>();
        var visitors = people.MapGroup("").AddEndpointFilter<DemandVisitor>();
        var household = people.MapGroup("").AddEndpointFilter<DemandMember>();
        var owners = people.MapGroup("").AddEndpointFilter<DemandOwner>();
        SessionEndpoints.Map(visitors);
        HouseholdEndpoints.Map(household, owners, visitors);
        TvEndpoints.Map(household, owners);
        PairingEndpoints.Map(household);
        PostEndpoints.Map(household);
        CommandEndpoints.Map(household);
        EventEndpoints.Map(household);
    }
}
