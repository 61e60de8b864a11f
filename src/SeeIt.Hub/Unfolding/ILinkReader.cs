namespace SeeIt.Hub.Unfolding;

/// <summary>Reads the links of one service.</summary>
internal interface ILinkReader
{
    /// <summary>True when the link, checked by <see cref="LinkAddress"/>, is one of the service's.</summary>
    bool Knows(Uri link);

    /// <exception cref="OperationCanceledException">The time is over.</exception>
    Task<Reading<LinkedPost>> ReadAsync(Uri link, CancellationToken cancellation);
}
