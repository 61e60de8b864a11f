namespace SeeIt.Agent.Diagnosis;

/// <summary>Looks at one thing. Changes nothing on the box, and needs no running service.</summary>
/// <param name="name">A word for people and programs.</param>
internal abstract class Check(string name)
{
    public string Name { get; } = name;

    /// <summary>What it has found; at least one thing. May throw: that is a finding too.</summary>
    public abstract Task<IReadOnlyList<Finding>> RunAsync(CancellationToken stop);

    protected Finding Ok(string text) => new(Name, Verdict.Ok, text);

    protected Finding Unknown(string text, string? advice = null) => new(Name, Verdict.Unknown, text, advice);

    protected Finding Warning(string text, string advice) => new(Name, Verdict.Warning, text, advice);

    protected Finding Problem(string text, string advice) => new(Name, Verdict.Problem, text, advice);

    protected static Task<IReadOnlyList<Finding>> Found(params IReadOnlyList<Finding> findings) => Task.FromResult(findings);
}
