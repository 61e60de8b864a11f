namespace SeeIt.TestKit;

/// <summary>Waits for what nothing signals. The only place of the tests that polls.</summary>
public static class Eventually
{
    /// <summary>Generous: test machines are loaded. What is checked for speed is measured, not timed out.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not in time; the message is <paramref name="what"/>, and its last exception.</exception>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? timeout = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, timeout);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, TimeSpan?)"/>
    public static Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? timeout = null) =>
        GetAsync(async () => await condition() ? Found : null, what, timeout);

    /// <summary>Returns the first value of <paramref name="probe"/> that is not null. A probe that throws has no value yet.</summary>
    /// <exception cref="TimeoutException">There was none in time.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> probe, string what, TimeSpan? timeout = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(probe);
        var time = TimeProvider.System;
        var limit = timeout ?? DefaultTimeout;
        var began = time.GetTimestamp();
        Exception? last = null;
        while (true)
        {
            try
            {
                if (await probe() is { } value)
                {
                    return value;
                }

                last = null;
            }
            catch (Exception exception) when (exception is not (Xunit.Sdk.IAssertionException or OperationCanceledException))
            {
                last = exception;
            }

            if (time.GetElapsedTime(began) > limit)
            {
                throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}", last);
            }

            await Task.Delay(Pause, time);
        }
    }

    private static readonly object Found = new();
}
