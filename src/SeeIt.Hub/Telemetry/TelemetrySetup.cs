namespace SeeIt.Hub.Telemetry;

internal static class TelemetrySetup
{
    public static void AddTelemetry(this IServiceCollection services, HubSettings settings)
    {
        if (settings.Telemetry.Read().IsOn)
        {
            services.AddHostedService<TelemetryService>();
        }
    }

    /// <summary>What is posted has a span: taps, posts and forms. Pages that are only read, and streams of events, have none.</summary>
    public static void UseTraces(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<HubSettings>().Telemetry.Read().IsSent)
        {
            return;
        }

        app.Use(async (context, next) =>
        {
            if (!HttpMethods.IsPost(context.Request.Method) || context.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } route })
            {
                await next(context);
                return;
            }

            using var span = HubSources.Request(context.Request.Method, route, context.Request.Headers.TraceParent);
            await next(context);
            span?.SetTag("http.response.status_code", context.Response.StatusCode);
        });
    }
}
