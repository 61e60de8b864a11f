namespace SeeIt.Contracts.Player;

/// <summary>Something over the picture: text, a picture, or both.</summary>
/// <param name="Text">One line, or several parted by line feeds.</param>
/// <param name="Picture">A PNG.</param>
/// <param name="Place">Where.</param>
/// <param name="DurationMs">When it goes by itself; 0 never does.</param>
public sealed record Overlay(string? Text, byte[]? Picture, OverlayPlace Place = OverlayPlace.Bottom, int DurationMs = 0);

public enum OverlayPlace
{
    Top,
    Bottom,
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
}
