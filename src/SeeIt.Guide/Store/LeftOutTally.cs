namespace SeeIt.Guide.Store;

/// <summary>Counts what is left out of an input by reason. Not thread-safe.</summary>
internal sealed class LeftOutTally
{
    private readonly Dictionary<string, (int Count, Problem First)> _byReason = new(StringComparer.Ordinal);

    /// <summary>The reason is the message up to the first colon: what stands behind it differs from case to case.</summary>
    public void Add(Problem problem, int count = 1)
    {
        var colon = problem.Message.IndexOf(':', StringComparison.Ordinal);
        var reason = colon < 0 ? problem.Message : problem.Message[..colon] + ".";
        var (before, first) = _byReason.GetValueOrDefault(reason, (0, problem));
        _byReason[reason] = (before + count, first);
    }

    public IReadOnlyList<LeftOut> ToList() => [.. _byReason.Select(pair => new LeftOut(pair.Key, pair.Value.Count, pair.Value.First))];
}
