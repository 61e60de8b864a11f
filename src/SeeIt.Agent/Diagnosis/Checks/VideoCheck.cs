namespace SeeIt.Agent.Diagnosis.Checks;

/// <summary>A screen to draw on, and a TV at the end of the cable.</summary>
internal sealed class VideoCheck(Patient patient) : Check("video")
{
    public override Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop) => Found(Server(), Cable());

    private Finding Server()
    {
        const string Advice = "Start a desktop, or the kiosk: systemctl enable --now seeit-kiosk";
        var servers = patient.Machine.Names("/tmp/.X11-unix", "X*").Select(name => $":{name[1..]}").ToList();
        if (patient.Settings.Player.Socket is null && (patient.Settings.Player.Display ?? Environment.GetEnvironmentVariable("DISPLAY")) is { Length: > 0 } display)
        {
            // A server on another machine is not looked for.
            return display[0] != ':' || servers.Contains(display.Split('.')[0])
                ? Ok($"The X server of {display} is there.")
                : Problem($"There is no X server at {display}.", Advice);
        }

        return servers.Count > 0
            ? Ok($"An X server is there: {string.Join(", ", servers)}.")
            : Problem("There is no X server: the player has no screen.", Advice);
    }

    private Finding Cable()
    {
        var outputs = patient.Machine.Names("/sys/class/drm", "card*-*")
            .ToDictionary(name => name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..], name => patient.Machine.Read($"/sys/class/drm/{name}/status").Trim());
        var connected = outputs.Where(output => output.Value == "connected").Select(output => output.Key).ToList();
        return outputs.Count == 0 ? Warning("No graphics output is there.", "Where the box has one, its kernel driver or firmware is missing: dmesg tells.")
            : connected.Count == 0 ? Warning($"Nothing is connected to {string.Join(", ", outputs.Keys)}.", "Plug in the TV, and switch it on.")
            : Ok($"A screen is connected to {string.Join(", ", connected)}.");
    }
}
