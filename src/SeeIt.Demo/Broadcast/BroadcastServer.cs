using System.Net;
using System.Text.Json;
using SeeIt.Demo.Guide;

namespace SeeIt.Demo.Broadcast;

/// <summary>The web server of the demo's channels: a virtual HDHomeRun, live HLS, and a guide.</summary>
public static class BroadcastServer
{
    /// <param name="Address">Where to listen.</param>
    /// <param name="Port">0: any free one.</param>
    /// <param name="Clips">The folder of the clips.</param>
    /// <param name="Tuners">How many may watch <c>/auto/vN</c> at the same time.</param>
    public sealed record Options(IPAddress Address, int Port, string Clips, int Tuners);

    /// <exception cref="IOException">A clip is missing.</exception>
    /// <exception cref="InvalidDataException">A clip cannot loop.</exception>
    public static WebApplication Build(Options options, TimeProvider time)
    {
        var stations = Station.Open(options.Clips, time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);

        // That it cannot start is said by the command, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(options.Address, options.Port);

            // A paused viewer that reads nothing keeps its tuner, as on the real device.
            kestrel.Limits.MinResponseDataRate = null;
        });

        var app = builder.Build();
        MapDevice(app, options.Tuners);
        MapLive(app, stations, new Tuners(options.Tuners), time);
        MapHls(app, stations);
        MapGuide(app, new Schedule(time.GetUtcNow()), time);
        return app;
    }

    private static void MapDevice(WebApplication app, int tuners)
    {
        app.MapGet("/discover.json", (HttpRequest request) =>
            Results.Json(Lineup.Describe(BaseUrl(request), tuners), JsonSerializerOptions.Default));
        app.MapGet("/lineup.json", (HttpRequest request) =>
            Results.Json(Lineup.Entries(BaseUrl(request)), JsonSerializerOptions.Default));
        app.MapGet("/lineup.m3u", (HttpRequest request) =>
            Results.Text(Lineup.Playlist(BaseUrl(request)), "audio/x-mpegurl"));
    }

    private static void MapLive(WebApplication app, IReadOnlyList<Station> stations, Tuners tuners, TimeProvider time) =>
        app.MapGet("/auto/v{number:int}", async (int number, HttpContext context) =>
        {
            if (Find(stations, number) is not { } station)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }

            using var tuner = tuners.TryTake();
            if (tuner is null)
            {
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers["X-HDHomeRun-Error"] = "805 All Tuners In Use";
                return;
            }

            using var end = CancellationTokenSource.CreateLinkedTokenSource(
                context.RequestAborted,
                app.Lifetime.ApplicationStopping);
            context.Response.ContentType = "video/mpeg";
            context.Response.Headers.CacheControl = "no-store";
            await LiveViewer.SendAsync(station, context.Response.BodyWriter, time, end.Token);
        });

    private static void MapHls(WebApplication app, IReadOnlyList<Station> stations)
    {
        app.MapGet("/hls/{number:int}/index.m3u8", (int number, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return Find(stations, number) is { } station
                ? Results.Text(new LivePlaylist(station).Render(), "application/vnd.apple.mpegurl")
                : Results.NotFound();
        });
        app.MapGet("/hls/{number:int}/{segment:long}.ts", (int number, long segment) =>
            Find(stations, number) is { } station && new LivePlaylist(station).Segment(segment) is { } bytes
                ? Results.Bytes(bytes, "video/mp2t")
                : Results.NotFound());
    }

    private static void MapGuide(WebApplication app, Schedule schedule, TimeProvider time) =>
        app.MapGet("/guide.xml", () =>
            Results.Bytes(XmltvGuide.Render(schedule, time.GetUtcNow()), "application/xml"));

    private static Station? Find(IReadOnlyList<Station> stations, int number) =>
        stations.FirstOrDefault(station => station.Channel.Number == number);

    private static string BaseUrl(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
