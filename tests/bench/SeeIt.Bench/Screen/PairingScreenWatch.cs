using SeeIt.TestKit;

namespace SeeIt.Bench.Screen;

/// <summary>Knows the pairing screen by the white ground around its QR code, where the player's other screens are dark.</summary>
internal sealed class PairingScreenWatch(XvfbDisplay display, TimeProvider time) : IDisposable
{
    /// <summary>Of 1280 by 720 pixels: left and right of the code, in the middle of its height.</summary>
    private const int Left = 742, Right = 1191, Middle = 387;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly FrameBuffer _screen = new(display.FrameBuffer);

    public bool IsOn => _screen.IsLight(Left, Middle) && _screen.IsLight(Right, Middle);

    /// <summary>Returns when it has come, or gone.</summary>
    /// <returns>The moment, as a timestamp of the TimeProvider.</returns>
    /// <exception cref="TimeoutException">It did not within a minute.</exception>
    public async Task<long> WaitAsync(bool isOn)
    {
        var began = time.GetTimestamp();
        while (IsOn != isOn)
        {
            if (time.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"The pairing screen is {(isOn ? "not " : "still ")}on after {Patience.TotalSeconds} s.");
            }

            await Task.Delay(LookEvery, time);
        }

        return time.GetTimestamp();
    }

    public void Dispose() => _screen.Dispose();
}
