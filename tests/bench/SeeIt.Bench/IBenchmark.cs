using SeeIt.Bench.Report;

namespace SeeIt.Bench;

/// <summary>Something that the project promises, measured with real processes. Leaves none behind.</summary>
internal interface IBenchmark
{
    string Name { get; }

    /// <summary>In a line: what is measured.</summary>
    string What { get; }

    /// <summary>True when it takes so long that it is run only when it is named.</summary>
    bool OnlyByName => false;

    /// <summary>Each table as soon as it is full.</summary>
    /// <exception cref="TimeoutException">A process did not get there; the message holds what it printed.</exception>
    IAsyncEnumerable<Table> RunAsync(TimeProvider time);
}
