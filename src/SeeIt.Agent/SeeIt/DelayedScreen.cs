using SeeIt.Agent.Playback;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.SeeIt;

/// <summary>
/// A screen that stands until the picture. A picture that comes sooner than a screen can be read comes without one: drawing
/// it would only hold the picture up. The player is told of the screen all the same, for when the picture is taken away.
/// </summary>
internal sealed class DelayedScreen : IAsyncDisposable
{
    /// <summary>Nobody reads a screen that is there for less.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _soon = new();
    private readonly Task _told;

    public DelayedScreen(IPlayer player, Screen screen, TimeProvider time) => _told = TellAsync(player, screen, time);

    /// <summary>Returns when the player has been told: what is shown from then on comes after this screen. May be called again.</summary>
    public async Task TellAsync()
    {
        await _soon.CancelAsync();
        await _told;
    }

    public async ValueTask DisposeAsync()
    {
        await TellAsync();
        _soon.Dispose();
    }

    private async Task TellAsync(IPlayer player, Screen screen, TimeProvider time)
    {
        await Task.Delay(Delay, time, _soon.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await player.ShowScreenAsync(screen, CancellationToken.None);
    }
}
