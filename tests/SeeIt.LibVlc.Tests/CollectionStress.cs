[assembly: AssemblyFixture(typeof(SeeIt.LibVlc.Tests.CollectionStress))]

namespace SeeIt.LibVlc.Tests;

/// <summary>
/// Where SEEIT_GC_STRESS is set, compacting collections during all tests, hundreds a second. Small generations alone, by
/// DOTNET_GCgen0size, bring a dozen collections in the whole run: the binding hardly allocates.
/// </summary>
public sealed class CollectionStress : IDisposable
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(1);

    private readonly Thread? _collecting;
    private readonly ManualResetEvent _over = new(initialState: false);

    public CollectionStress()
    {
        if (Environment.GetEnvironmentVariable("SEEIT_GC_STRESS") is { Length: > 0 })
        {
            _collecting = new Thread(Collect) { IsBackground = true };
            _collecting.Start();
        }
    }

    public bool IsOn => _collecting is not null;

    public void Dispose()
    {
        if (IsOn)
        {
            _over.Set();
            _collecting!.Join();
            Console.WriteLine($"{GC.CollectionCount(GC.MaxGeneration)} full collections.");
        }

        _over.Dispose();
    }

    /// <summary>Garbage between them, or there would be nothing to move together.</summary>
    private void Collect()
    {
        while (!_over.WaitOne(_pause))
        {
            for (var i = 0; i < 100; i++)
            {
                GC.KeepAlive(new byte[i]);
            }

            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        }
    }
}
