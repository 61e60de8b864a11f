using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SeeIt.Agent.Settings;
using SeeIt.Contracts.Hub;
using SeeIt.Contracts.LocalApi;

namespace SeeIt.Agent.Cli;

/// <summary>The commands that a running service carries out.</summary>
internal static class RemoteCommands
{
    /// <summary>As the service answers, for people to read too: words of every language as they are.</summary>
    private static readonly JsonTypeInfo<AgentStatus> _indented = (JsonTypeInfo<AgentStatus>)new JsonSerializerOptions(LocalApiJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    }.GetTypeInfo(typeof(AgentStatus));

    public static IEnumerable<System.CommandLine.Command> All(SettingsOptions settings)
    {
        yield return Simple("pause", "Pauses what is on.", new PauseVerb());
        yield return Simple("resume", "Goes on with what is paused.", new ResumeVerb());
        yield return Simple("stop", "Ends what is on.", new StopVerb());
        yield return Simple("live", "Goes to the newest picture of what is live.", new SeekToLiveVerb());
        yield return new System.CommandLine.Command("channel", "Shows the next channel of the lineup, or the one before.")
        {
            Simple("up", "Shows the next channel.", new ChannelStepVerb(1)),
            Simple("down", "Shows the channel before.", new ChannelStepVerb(-1)),
        };

        var seconds = new Argument<double>("seconds") { Description = "From the beginning of what is on: 0 or more." };
        var seek = new System.CommandLine.Command("seek", "Goes to a place of what is on.") { seconds };
        seek.SetAction((parsed, stop) => SendAsync(settings.Read(parsed), new SeekVerb((long)(parsed.GetValue(seconds) * 1000)), stop));
        yield return seek;

        var percent = new Argument<int>("percent") { Description = "0 to 100." };
        var volume = new System.CommandLine.Command("volume", "Sets the volume.") { percent };
        volume.SetAction((parsed, stop) => SendAsync(settings.Read(parsed), new SetVolumeVerb(parsed.GetValue(percent)), stop));
        yield return volume;

        var file = new Argument<string>("file") { Description = "Where to write the PNG." };
        var width = new Option<int>("--width") { Description = "1 to 3840 pixels.", DefaultValueFactory = _ => 1280 };
        var snapshot = new System.CommandLine.Command("snapshot", "Writes the picture that is on to a file.") { file, width };
        snapshot.SetAction((parsed, stop) => SnapshotAsync(settings.Read(parsed), parsed.GetValue(file)!, parsed.GetValue(width), stop));
        yield return snapshot;

        System.CommandLine.Command Simple(string name, string description, Verb verb)
        {
            var command = new System.CommandLine.Command(name, description);
            command.SetAction((parsed, stop) => SendAsync(settings.Read(parsed), verb, stop));
            return command;
        }
    }

    /// <param name="result">The settings.</param>
    /// <param name="json">The answer of the service as it is (docs/protocol.md).</param>
    /// <param name="stop">Ends it.</param>
    public static Task<int> StatusAsync(SettingsResult result, bool json, CancellationToken stop) => WithServiceAsync(result, async client =>
    {
        var status = await client.StatusAsync(stop);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(status, _indented));
            return 0;
        }

        var clock = new BoxClock(result.Settings!.Zone, result.Settings.Clock);
        foreach (var line in StatusText.Lines(status, clock.GetUtcNow(), clock.LocalTimeZone))
        {
            Console.WriteLine(line);
        }

        return 0;
    });

    /// <summary>Prints how a command ended. Exit code 0 when it was done.</summary>
    public static int Tell(CommandReport report)
    {
        if (report.Progress == Progress.Done)
        {
            Console.WriteLine(report.FirstPictureMs is { } ms ? $"On the screen after {ms} ms." : "Done.");
            return 0;
        }

        Console.Error.WriteLine($"seeit-agent: {report.Progress}{(report.Failure is { } kind ? $" ({kind})" : "")}: {report.Detail ?? "no more is known."}");
        return 1;
    }

    private static Task<int> SendAsync(SettingsResult result, Verb verb, CancellationToken stop) =>
        WithServiceAsync(result, async client => Tell(await client.CommandAsync(verb, stop)));

    private static Task<int> SnapshotAsync(SettingsResult result, string file, int width, CancellationToken stop) => WithServiceAsync(result, async client =>
    {
        var (image, problem) = await client.SnapshotAsync(width, stop);
        if (image is null)
        {
            Console.Error.WriteLine($"seeit-agent: there is no picture: {problem}");
            return 1;
        }

        try
        {
            await File.WriteAllBytesAsync(file, image, stop);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Complaint.Say($"{file} cannot be written: {exception.Message}");
        }
    });

    private static async Task<int> WithServiceAsync(SettingsResult result, Func<AgentClient, Task<int>> action)
    {
        if (Complaint.OrSettings(result) is not { } settings)
        {
            return Complaint.ExitCode;
        }

        using var client = AgentClient.TryConnect(settings, out var isForbidden);
        return client is null && isForbidden ? Complaint.Say("This user may not command the service: run it as root, or as a member of the group seeit-agent.")
            : client is null ? Complaint.Say($"No service runs with the state folder {settings.StateFolder} (or LocalApi:Enabled is false). Start it with: seeit-agent run")
            : await action(client);
    }
}
