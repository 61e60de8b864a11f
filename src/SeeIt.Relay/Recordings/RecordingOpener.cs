using SeeIt.Relay.Ts;

namespace SeeIt.Relay.Recordings;

/// <summary>Opens <c>recording:NAME</c>: a file of the recordings' folder, and of nowhere else.</summary>
internal sealed class RecordingOpener(RelayOptions options, TimeProvider time)
{
    /// <exception cref="IOException">It cannot be read.</exception>
    public RelayOpening Open(RelaySource source)
    {
        var name = Uri.UnescapeDataString(source.Address.AbsolutePath);
        if (!IsName(name) || options.RecordingsFolder is not { } folder)
        {
            return new FailedOpening(SourceAddress.Refuse($"the recording '{(name.Length > 100 ? name[..100] + "…" : name)}': only a name in the recordings' folder is opened"));
        }

        var path = Path.Combine(folder, name);
        if (!File.Exists(path))
        {
            return new FailedOpening(new RelayFailure(RelayFailureKind.Unreachable, $"There is no recording '{name}'."));
        }

        Span<byte> first = stackalloc byte[3 * TsPacket.Size];
        using var file = RecordingFile.Read(path);
        var count = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        return count == 0 && !RecordingFile.IsGrowing(path) ? Failed(RelayFailureKind.NoData, $"The recording '{name}' is empty.")
            : count == first.Length && !TsFramer.IsTransportStream(first) ? Failed(RelayFailureKind.Unsupported, $"The recording '{name}' is not MPEG-TS.")
            : new RecordedOpening(new RecordedShow(path, source.Program, time));
    }

    private static FailedOpening Failed(RelayFailureKind kind, string detail) => new(new RelayFailure(kind, detail));

    private static bool IsName(string name) =>
        name.Length > 0 && name[0] != '.' && !name.AsSpan().ContainsAny('/', '\\', '\0') && Path.GetFileName(name) == name;
}
