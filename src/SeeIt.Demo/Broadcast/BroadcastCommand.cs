using System.CommandLine;
using System.Net;

namespace SeeIt.Demo.Broadcast;

/// <summary><c>seeit-demo broadcast</c>: the demo's channels alone. Prints where it listens, on a line of its own.</summary>
public static class BroadcastCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "Port to listen on; 0 takes any free one." };
        var address = new Option<IPAddress>("--address")
        {
            Description = "Address to listen on.",
            DefaultValueFactory = _ => IPAddress.Loopback,
            CustomParser = result =>
            {
                if (IPAddress.TryParse(result.Tokens[0].Value, out var parsed))
                {
                    return parsed;
                }

                result.AddError($"--address is '{result.Tokens[0].Value}': it must be an IP address, such as 127.0.0.1.");
                return null;
            },
        };
        var clips = new Option<string>("--clips") { Description = "The folder that packaging/make-clips.sh filled.", Required = true };
        var tuners = new Option<int>("--tuners")
        {
            Description = "How many may watch at the same time.",
            DefaultValueFactory = _ => 4,
        };
        var command = new Command("broadcast", "Broadcasts three demo channels: a virtual HDHomeRun, live HLS, and a guide.")
        {
            port, address, clips, tuners,
        };
        command.SetAction((result, cancellation) => RunAsync(
            new BroadcastServer.Options(
                result.GetRequiredValue(address),
                result.GetValue(port),
                result.GetRequiredValue(clips),
                result.GetValue(tuners)),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(BroadcastServer.Options options, CancellationToken cancellation)
    {
        try
        {
            await using var app = BroadcastServer.Build(options, TimeProvider.System);
            await app.StartAsync(cancellation);
            Console.WriteLine($"Broadcasting on {app.Urls.Single()}");
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync($"seeit-demo: {exception.Message}");
            return 1;
        }
    }
}
