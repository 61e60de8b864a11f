namespace SeeIt.Relay.Guard;

/// <summary>Carries a failure out of places that can only throw, such as an HTTP handler's connect callback.</summary>
internal sealed class RelayFailureException(RelayFailure failure, Exception? inner = null) : IOException(failure.Detail, inner)
{
    public RelayFailure Failure { get; } = failure;
}
