namespace SeeIt.Relay.Tests.Support;

internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("seeit-relay-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
