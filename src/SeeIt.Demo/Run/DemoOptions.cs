namespace SeeIt.Demo.Run;

/// <summary>What <c>seeit-demo run</c> was asked for.</summary>
/// <param name="Hub">Path of seeit-hub.</param>
/// <param name="Agent">Path of seeit-agent.</param>
/// <param name="Player">Path of seeit-player.</param>
/// <param name="Clips">The clips' folder.</param>
/// <param name="HubPort">Where the phone page is; any free port when this one is taken.</param>
/// <param name="State">Keeps hub, pairing and settings from one run to the next.</param>
/// <param name="Fresh">Begin with nothing, and keep nothing.</param>
public sealed record DemoOptions(
    string Hub,
    string Agent,
    string Player,
    string Clips,
    int HubPort,
    string State,
    bool Fresh)
{
    /// <summary>What does not exist, with what to do about it. Empty when all is there.</summary>
    public IEnumerable<string> Missing() =>
        from program in new[] { (Option: "--hub", Path: Hub), (Option: "--agent", Path: Agent), (Option: "--player", Path: Player) }
        where !File.Exists(program.Path)
        select $"{program.Path} does not exist. Build it, or say where it is: {program.Option} PATH";
}
