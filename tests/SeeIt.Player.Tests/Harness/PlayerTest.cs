namespace SeeIt.Player.Tests.Harness;

public abstract class PlayerTest(Clips clips, VirtualScreen screen)
{
    protected Clips Clips => clips;

    protected VirtualScreen Screen => screen;

    protected static async Task Eventually(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(PlayerProcess.Patience);
        while (!condition())
        {
            Assert.False(patience.IsCancellationRequested, $"It did not come to be: {what}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    protected Task EventuallyOnScreen(Predicate<Shot> condition, string what) => Eventually(() => condition(screen.Take()), what);
}
