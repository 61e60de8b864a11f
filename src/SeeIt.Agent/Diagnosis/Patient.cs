using SeeIt.Agent.Settings;
using SeeIt.Contracts.LocalApi;

namespace SeeIt.Agent.Diagnosis;

/// <summary>What the checks look at.</summary>
/// <param name="Settings">Those in force; the defaults where they are not valid.</param>
/// <param name="Errors">What is wrong with the settings.</param>
/// <param name="Machine">The machine's files.</param>
/// <param name="Time">By the household's clock.</param>
/// <param name="Status">What the running service says; null when it says nothing.</param>
/// <param name="Silence">Why it says nothing; null when it does.</param>
internal sealed record Patient(
    AgentSettings Settings, IReadOnlyList<string> Errors, Machine Machine, TimeProvider Time, AgentStatus? Status, string? Silence);
