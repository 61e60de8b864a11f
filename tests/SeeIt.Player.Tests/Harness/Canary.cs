namespace SeeIt.Player.Tests.Harness;

/// <summary>A file that nobody may read, a blue clip: it tells whether it was, by its time of access.</summary>
public sealed class Canary : IDisposable
{
    private static readonly DateTime LongAgo = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TestKit.TemporaryFolder _folder = new();
    private readonly long _length;
    private readonly UnixFileMode _mode;

    public Canary(Clips clips)
    {
        Path = _folder.File("canary.ts");
        File.Copy(clips.Blue, Path);

        // Linux notes a reading when the time of access is not later than that of the last change (relatime).
        File.SetLastAccessTimeUtc(Path, LongAgo);
        (_length, _mode) = (new FileInfo(Path).Length, File.GetUnixFileMode(Path));
    }

    public string Path { get; }

    /// <summary>A file of this name beside it does not exist.</summary>
    public string Beside(string name) => _folder.File(name);

    public bool WasRead => File.GetLastAccessTimeUtc(Path) != LongAgo;

    /// <summary>Whether it is what it was, and for the same people.</summary>
    public bool WasLeft => File.Exists(Path) && new FileInfo(Path).Length == _length && File.GetUnixFileMode(Path) == _mode;

    /// <summary>Reads it: where that does not show, no test with it means anything.</summary>
    public void Check()
    {
        _ = File.ReadAllBytes(Path);
        Assert.SkipUnless(WasRead, "This file system keeps no time of access.");
    }

    public void Dispose() => _folder.Dispose();
}
