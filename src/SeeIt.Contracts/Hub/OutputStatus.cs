using SeeIt.Contracts.Player;

namespace SeeIt.Contracts.Hub;

/// <summary>The settings of picture and sound that are in force, whatever is on. The owner sets them on the box.</summary>
/// <param name="Deinterlacing">When it is done.</param>
/// <param name="AspectRatio">Such as <c>16:9</c>; null: the stream's own.</param>
/// <param name="Crop">What is beyond this is cut off; null: nothing is.</param>
/// <param name="AudioDevice">LibVLC's name of it; null: the system's.</param>
/// <param name="Passthrough">AC-3, E-AC-3 and DTS are handed on as they are.</param>
public sealed record OutputStatus(Deinterlacing Deinterlacing, string? AspectRatio, string? Crop, string? AudioDevice, bool Passthrough);
