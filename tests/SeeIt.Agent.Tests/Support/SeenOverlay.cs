using SeeIt.Agent.Playback;
using SeeIt.Contracts.Player;

namespace SeeIt.Agent.Tests.Support;

/// <summary>Keeps what is over the picture.</summary>
internal sealed class SeenOverlay : IOverlay
{
    public Overlay? Now { get; private set; }

    public Task ShowOverlayAsync(Overlay overlay, CancellationToken cancellation)
    {
        Now = overlay;
        return Task.CompletedTask;
    }

    public Task ClearOverlayAsync(CancellationToken cancellation)
    {
        Now = null;
        return Task.CompletedTask;
    }
}
