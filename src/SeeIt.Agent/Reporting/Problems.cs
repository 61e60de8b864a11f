using System.Collections.Concurrent;

namespace SeeIt.Agent.Reporting;

/// <summary>What is wrong on the box though it runs, by subject: for the status on phones and on the command line. Thread-safe.</summary>
public sealed class Problems
{
    private readonly ConcurrentDictionary<string, string> _bySubject = new();

    public IReadOnlyList<string> Current => [.. _bySubject.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)];

    /// <summary>Sets what is wrong with a subject; null: nothing any more.</summary>
    public void Set(string subject, string? problem)
    {
        if (problem is null)
        {
            _bySubject.TryRemove(subject, out _);
        }
        else
        {
            _bySubject[subject] = problem;
        }
    }
}
