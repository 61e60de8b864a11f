using System.Collections.Concurrent;

namespace SeeIt.Agent.Reporting;

/// <summary>What is wrong on the box though it runs, by subject: for the status on phones and on the command line. Thread-safe.</summary>
public sealed class Problems
{
    private readonly ConcurrentDictionary<string, string> _bySubject = new();

    public IReadOnlyList<string> Current => [.. _bySubject.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)];

    /// <summary>Raised when <see cref="Current"/> is another list than before.</summary>
    public event Action? Changed;

    /// <summary>Sets what is wrong with a subject; null: nothing any more.</summary>
    public void Set(string subject, string? problem)
    {
        var before = _bySubject.GetValueOrDefault(subject);
        if (problem is null)
        {
            _bySubject.TryRemove(subject, out _);
        }
        else
        {
            _bySubject[subject] = problem;
        }

        if (problem != before)
        {
            Changed?.Invoke();
        }
    }
}
