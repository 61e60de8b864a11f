namespace SeeIt.Relay.Tests.Support;

internal static class Wait
{
    public static readonly TimeSpan Generous = TimeSpan.FromSeconds(60);

    public static CancellationToken Limit => new CancellationTokenSource(Generous).Token;

    /// <summary>Where nothing signals: looks again until it is so.</summary>
    public static async Task Until(Func<bool> isSo)
    {
        var limit = Limit;
        while (!isSo())
        {
            await Task.Delay(5, limit);
        }
    }
}
