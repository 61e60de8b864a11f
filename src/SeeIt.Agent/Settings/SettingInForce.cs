namespace SeeIt.Agent.Settings;

/// <summary>One setting as it counts.</summary>
/// <param name="Name">As it is written in the environment but for the separator, and behind --set: <c>Player:CachingMs</c>.</param>
/// <param name="Value">For people; a list's items with a comma between them. Null: not set.</param>
/// <param name="Origin">Where it comes from: "default", a file's path, "environment", "command line".</param>
internal sealed record SettingInForce(string Name, string? Value, string Origin);
