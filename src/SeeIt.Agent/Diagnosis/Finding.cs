namespace SeeIt.Agent.Diagnosis;

/// <summary>How bad it is, the worst last.</summary>
public enum Verdict
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It could not be looked at: by this user, or while the service does not run.</summary>
    Unknown,

    /// <summary>See it works, and something does less than it could or is about to stop.</summary>
    Warning,

    /// <summary>Something that a household wants does not work.</summary>
    Problem,
}

/// <param name="Check">Which of the checks has found it.</param>
/// <param name="Verdict">How bad it is.</param>
/// <param name="Text">What is so, for people; no passwords.</param>
/// <param name="Advice">What to do; null when nothing needs to be done.</param>
public sealed record Finding(string Check, Verdict Verdict, string Text, string? Advice = null);

/// <summary>What <c>seeit-agent doctor --json</c> prints.</summary>
/// <param name="Healthy">Nothing of it is a problem.</param>
/// <param name="Findings">In the order in which a household meets them.</param>
public sealed record DoctorReport(bool Healthy, IReadOnlyList<Finding> Findings);
