namespace SeeIt.Guide.Lineup;

/// <summary>The tuners that a source shares with others of its device.</summary>
/// <param name="Group">The same for all sources that share them; also for people: "HDHomeRun 1052AA10".</param>
/// <param name="Count">1 or more.</param>
public sealed record SourceTuners(string Group, int Count);
