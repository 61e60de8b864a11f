using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Playback;

/// <summary>
/// Text and pictures over what is on, one at a time: the next takes the place of the one before. A player that is started
/// anew shows what is left of its time. Whoever changes the show clears it. Calls may come from any thread, wait at most 3 s
/// for the player, and never throw but when cancelled.
/// </summary>
public interface IOverlay
{
    /// <param name="overlay">With a duration of 0 it stays until it is cleared.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task ShowOverlayAsync(Overlay overlay, CancellationToken cancellation);

    /// <summary>Takes away what is there; the player is not asked when nothing is.</summary>
    Task ClearOverlayAsync(CancellationToken cancellation);
}
