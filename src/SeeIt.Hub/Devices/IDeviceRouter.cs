using SeeIt.Contracts.Hub;

namespace SeeIt.Hub.Devices;

/// <summary>
/// The one way to a box, addressed by its id. A send that finds no box is lost in silence: whoever sends keeps what must
/// not be lost, and sends it again when the box is back.
/// </summary>
public interface IDeviceRouter
{
    /// <summary>The box said Hello on a connection that stands.</summary>
    bool IsLinked(string tvId);

    Task SendCommandAsync(string tvId, Command command);

    Task AskAsync(string tvId, PostQuestion question);

    /// <summary>Tells the box that nobody looks at a post's candidates any more.</summary>
    Task CloseSheetAsync(string tvId, Guid postId);

    /// <summary>Tells the box that it was unpaired, and ends its connection.</summary>
    Task UnpairAsync(string tvId);
}
