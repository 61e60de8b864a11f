namespace SeeIt.Hub.Tests.Support;

internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Asks until the answer fits.</summary>
    public static async Task<T> Async<T>(Func<Task<T>> ask, Func<T, bool> fits)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Patience);
        for (var last = await ask(); ; last = await ask())
        {
            if (fits(last))
            {
                return last;
            }

            if (late.IsCancellationRequested)
            {
                Assert.Fail($"Not within {Patience.TotalSeconds} s. The last was {last}.");
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static Task<T> Within<T>(Task<T> task) => task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public static Task Within(Task task) => task.WaitAsync(Patience, TestContext.Current.CancellationToken);
}
